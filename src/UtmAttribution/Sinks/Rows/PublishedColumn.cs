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
}
