namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>How a schema is.</summary>
/// <param name="Tables">Its tables, the largest first; partitions count with their table.</param>
/// <param name="Indexes">Its indexes, the most used first.</param>
/// <param name="Runs">The last ten runs, the newest first.</param>
/// <param name="Datasets">How fresh each dataset is.</param>
public sealed record SchemaState(
    IReadOnlyList<TableSize> Tables, IReadOnlyList<IndexUse> Indexes, IReadOnlyList<PastRun> Runs, IReadOnlyList<Freshness> Datasets);

/// <summary>The size of a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Bytes">Bytes of its rows.</param>
/// <param name="IndexBytes">Bytes of its indexes.</param>
/// <param name="Rows">Rows, as the server last estimated.</param>
/// <param name="Partitions">Its partitions; 0 where it is not partitioned.</param>
public sealed record TableSize(string Table, long Bytes, long IndexBytes, long Rows, int Partitions);

/// <summary>How an index is used.</summary>
/// <param name="Table">Its table or partition.</param>
/// <param name="Index">The index.</param>
/// <param name="Scans">Queries that used it since statistics began.</param>
/// <param name="Bytes">Its size.</param>
public sealed record IndexUse(string Table, string Index, long Scans, long Bytes);

/// <summary>A run that published here.</summary>
/// <param name="BatchId">The run.</param>
/// <param name="From">First date.</param>
/// <param name="To">Last date.</param>
/// <param name="PublishedAt">When, UTC.</param>
/// <param name="PeakMemoryBytes">Its largest resident memory.</param>
/// <param name="Rows">Rows that it published.</param>
public sealed record PastRun(string BatchId, string? From, string? To, DateTime PublishedAt, long PeakMemoryBytes, long Rows);

/// <summary>How fresh a dataset is.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="From">Its first date.</param>
/// <param name="To">Its last date.</param>
/// <param name="NewestRun">When the run of its newest rows began, UTC.</param>
public sealed record Freshness(string Dataset, string? From, string? To, DateTime? NewestRun);
