using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Rows;

/// <summary>A <see cref="Lookup"/> in memory.</summary>
internal sealed class LookupTable
{
    private const string OnlyKey = "0::integer";

    private LookupTable(Lookup lookup, IReadOnlyList<LookupColumn> columns) => (Lookup, Columns) = (lookup, columns);

    /// <summary>What it is of.</summary>
    public Lookup Lookup { get; }

    /// <summary>The columns other than the key.</summary>
    public IReadOnlyList<LookupColumn> Columns { get; }

    /// <summary>Reads a lookup.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="lookup">What to read.</param>
    /// <param name="condition">The rows to read; all where null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A key is NULL or not unique.</exception>
    public static LookupTable Load(DuckDBConnection connection, Lookup lookup, string? condition, CancellationToken cancellation)
    {
        var where = condition is null ? "" : $" where {condition}";
        var key = lookup.Key is null ? OnlyKey : Sql.Name(lookup.Key);
        using var result = connection.Query($"select {key}, * from {Sql.Name(lookup.Relation)}{where} order by {key} nulls first", cancellation);
        const int keyOrdinal = 0;
        var ordinals = Enumerable.Range(1, result.Columns.Count - 1).Where(ordinal => result.Columns[ordinal].Name != lookup.Key).ToList();
        var coders = ordinals.ConvertAll(ordinal => ColumnCoder.Of(result.Columns[ordinal], ordinal));
        var codes = ordinals.ConvertAll(_ => new List<int>());
        var keys = new List<int>();
        Span<int> piece = stackalloc int[2048];
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                AddKeys(chunk.Column(keyOrdinal), keys, lookup);
                for (var i = 0; i < coders.Count; i++)
                {
                    coders[i].Code(chunk, 0, piece[..chunk.RowCount]);
                    codes[i].AddRange((ReadOnlySpan<int>)piece[..chunk.RowCount]);
                }
            }
        }

        return new(lookup, [.. ordinals.Select((ordinal, i) => new LookupColumn(result.Columns[ordinal], keys, codes[i], coders[i].Values))]);
    }

    private static void AddKeys(DuckDBVector vector, List<int> keys, Lookup lookup)
    {
        for (var row = 0; row < vector.Count; row++)
        {
            if (vector.IsNull(row) || (keys.Count > 0 && vector.Value<int>(row) == keys[^1]))
                throw new InvalidOperationException($"'{lookup.Relation}' has rows whose '{lookup.Key}' is NULL or not unique: rows would be lost or doubled.");
            keys.Add(vector.Value<int>(row));
        }
    }
}

/// <summary>A column of a lookup: the code of its value by key.</summary>
internal sealed class LookupColumn
{
    private const int Unknown = -2;

    private readonly int[] _codes;

    /// <summary>Makes a column.</summary>
    /// <param name="column">Its name and type.</param>
    /// <param name="keys">The keys, ascending.</param>
    /// <param name="codes">The code for each of them.</param>
    /// <param name="values">What the codes mean.</param>
    public LookupColumn(DuckDBColumn column, List<int> keys, List<int> codes, DistinctValues values)
    {
        Column = column;
        Values = values;
        FirstKey = keys.Count == 0 ? 0 : keys[0];
        _codes = new int[keys.Count == 0 ? 0 : keys[^1] - FirstKey + 1];
        Array.Fill(_codes, Unknown);
        for (var i = 0; i < keys.Count; i++)
            _codes[keys[i] - FirstKey] = codes[i];
    }

    /// <summary>Name and type.</summary>
    public DuckDBColumn Column { get; }

    /// <summary>What the codes mean.</summary>
    public DistinctValues Values { get; }

    /// <summary>The smallest key; a key's place is its distance from it.</summary>
    public int FirstKey { get; }

    /// <summary>How many places there are.</summary>
    public int Places => _codes.Length;

    /// <summary>The code of the value at a key's place, <see cref="ColumnCoder.Null"/> for NULL.</summary>
    /// <exception cref="InvalidOperationException">The lookup has no such key.</exception>
    public int CodeAt(int place)
    {
        var code = (uint)place < (uint)_codes.Length ? _codes[place] : Unknown;
        return code != Unknown
            ? code
            : throw new InvalidOperationException($"No row has the number {FirstKey + place} in the relation that '{Column.Name}' comes from.");
    }
}
