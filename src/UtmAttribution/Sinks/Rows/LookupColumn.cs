using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>A column of a lookup: the code of its value by key.</summary>
/// <param name="keys">Where the lookup's rows are.</param>
/// <param name="column">Name and type.</param>
/// <param name="codes">The code of each row.</param>
/// <param name="values">What the codes mean.</param>
internal sealed class LookupColumn(LookupKeys keys, DuckDBColumn column, List<int> codes, DistinctValues values)
{
    /// <summary>Where the lookup's rows are.</summary>
    public LookupKeys Keys => keys;

    /// <summary>Name and type.</summary>
    public DuckDBColumn Column => column;

    /// <summary>What the codes mean.</summary>
    public DistinctValues Values => values;

    /// <summary>The code of the value at a key's place, <see cref="ColumnCoder.Null"/> for NULL.</summary>
    /// <exception cref="InvalidOperationException">The lookup has no such key and should.</exception>
    public int CodeAt(int place) => CodeOf(keys.RowAt(place));

    /// <summary>The code of a row of the lookup, <see cref="ColumnCoder.Null"/> for NULL and for <see cref="LookupKeys.NoRow"/>.</summary>
    public int CodeOf(int row) => row == LookupKeys.NoRow ? ColumnCoder.Null : codes[row];
}
