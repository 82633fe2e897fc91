using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Comparison;

/// <summary>Something that runs have published to: a folder or a schema; or what one run has left there.</summary>
public sealed record PublishedOutput
{
    private PublishedOutput()
    {
    }

    /// <summary>
    /// Only the rows of this run: those that no later run has replaced, as a later run replaces the dates that it covers.
    /// Default: null, all rows.
    /// </summary>
    public string? BatchId { get; init; }

    internal string? Folder { get; private init; }

    internal PostgresSchema? Schema { get; private init; }

    /// <summary>The folder or schema for messages; without secrets.</summary>
    public string Description => $"{Folder ?? Schema!.Description}{(BatchId is null ? "" : $", batch {BatchId}")}";

    /// <summary>A folder of Parquet.</summary>
    public static PublishedOutput In(string folder) => new() { Folder = Path.GetFullPath(folder) };

    /// <summary>A schema of a PostgreSQL database, of any version that runs have published to.</summary>
    public static PublishedOutput In(PostgresSchema schema) => new() { Schema = schema };
}
