namespace UtmAttribution.Sinks;

/// <summary>
/// A relation that a dataset's rows point into by number: texts that many rows share are joined while rows are written, not in the
/// engine, which would copy them for every row.
/// </summary>
/// <param name="Key">
/// The integer column that dataset and relation share, never NULL in the relation and unique there. Null where the relation has one
/// row, which every row of the dataset shares.
/// </param>
/// <param name="Relation">The relation; its other columns have the names of published ones.</param>
/// <param name="IsByDate">
/// Whether the relation has rows for each date alone, under the dataset's own date column, so that only those of the dates at hand
/// are held in memory.
/// </param>
public sealed record Lookup(string? Key, string Relation, bool IsByDate = false)
{
    /// <summary>Whether rows of the dataset that the relation has no row for get NULL; otherwise they are a fault. Default: a fault.</summary>
    public bool IsPartial { get; init; }
}
