using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Where a published column's values are.</summary>
/// <param name="Column">Name and type.</param>
/// <param name="Ordinal">The column of the rows that has the values, or the keys of the lookup; null where the lookup has one row.</param>
/// <param name="Lookup">The lookup's column, or null where the rows themselves have the values.</param>
internal sealed record PublishedColumn(DuckDBColumn Column, int? Ordinal, LookupColumn? Lookup)
{
    /// <summary>The type as it is published.</summary>
    public string SqlType => Column.Type == DuckDBType.Uuid ? "VARCHAR" : Column.SqlType;

    /// <summary>A coder of its values.</summary>
    /// <param name="keyCoders">The coders of keys, which the columns of a lookup share; a new one is added where it is needed.</param>
    public ColumnCoder Coder(Dictionary<LookupKeys, KeyCoder> keyCoders)
    {
        if (Lookup is null)
            return ColumnCoder.Of(Column, Ordinal!.Value);
        if (Ordinal is not { } ordinal)
            return new LookupCoder(Lookup, keys: null);
        if (!keyCoders.TryGetValue(Lookup.Keys, out var keys))
            keyCoders.Add(Lookup.Keys, keys = new(Lookup.Keys, ordinal));
        return new LookupCoder(Lookup, keys);
    }
}
