using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Manifests;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// Writes the dates of all datasets, one file each. Every connection works alone on its dates with one thread: they are small
/// enough to be sorted by one, nothing has to be brought together, and the order of the rows does not depend on the threads.
/// (A copy with <c>partition_by</c> would write many dates at once, but does not keep the order of the rows.)
/// </summary>
internal sealed class DatasetWriter
{
    // What readers are made for; a date with fewer rows is one group.
    private const int RowGroupSize = 122_880;

    // Each connection has its own.
    private const string Gathered = "temp.gathered_dates";

    private readonly StagingFolder _staging;
    private readonly string _batchId;
    private readonly string _copyOptions;
    private readonly Dictionary<string, ProgressCounter> _progress;

    private DatasetWriter(StagingFolder staging, PublishRequest request, Dictionary<string, ProgressCounter> progress)
    {
        _staging = staging;
        _batchId = ParquetSink.BatchOf(request);
        _progress = progress;
        var metadata = request.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{Sql.Text(entry.Key)}: {Sql.Text(entry.Value)}");
        _copyOptions = $"format parquet, compression zstd, row_group_size {RowGroupSize}, use_tmp_file false, "
            + $"kv_metadata {{{string.Join(", ", metadata)}}}";
    }

    /// <summary>Writes everything below the staging folder.</summary>
    /// <returns>The files, in order of datasets and dates.</returns>
    public static IReadOnlyList<ManifestEntry> Write(
        DuckDbEngine engine, PublishRequest request, StagingFolder staging, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var batches = request.Datasets.SelectMany(dates => PartitionBatch.Of(engine.Connection, dates, cancellation)).ToList();
        var counters = batches.GroupBy(batch => batch.Dataset.Name, batch => batch.Dates.Count)
            .ToDictionary(files => files.Key, files => new ProgressCounter($"publish {files.Key}", files.Sum(), progress));
        var writer = new DatasetWriter(staging, request, counters);
        var entries = new IReadOnlyList<ManifestEntry>[batches.Count];
        var threads = engine.Connection.Scalar<long>("select current_setting('threads')", cancellation);
        engine.Connection.Execute("set threads = 1", cancellation);
        try
        {
            Workers.Run(
                engine.Database,
                (int)threads,
                [.. Enumerable.Range(0, batches.Count)],
                (connection, i, stop) => entries[i] = writer.Write(connection, batches[i], stop),
                cancellation);
        }
        finally
        {
            engine.Connection.Execute($"set threads = {threads}", CancellationToken.None);
        }

        return [.. entries.SelectMany(files => files)];
    }

    private List<ManifestEntry> Write(DuckDBConnection connection, PartitionBatch batch, CancellationToken cancellation)
    {
        var dataset = batch.Dataset;
        var order = string.Join(", ", dataset.SortColumns.Select(column => $"{Sql.Name(column)} nulls last"));
        var rows = $"from {Sql.Name(dataset.Name)} where {batch.Condition}";
        if (batch.Dates is [var only])
            return [WriteDate(connection, $"{rows} order by {order}", dataset, only, cancellation)];

        // Sorted once for all dates; a table gives its rows in the order in which it was filled.
        connection.Execute(
            $"create or replace temp table {Gathered} as select * {rows} order by {Sql.Name(dataset.DateColumn)}, {order}", cancellation);
        return [.. batch.Dates.Select(date => WriteDate(
            connection, $"from {Gathered} where {Sql.Name(dataset.DateColumn)} = {Sql.Date(date)}", dataset, date, cancellation))];
    }

    private ManifestEntry WriteDate(DuckDBConnection connection, string rows, Dataset dataset, DateOnly date, CancellationToken cancellation)
    {
        var path = PartitionPath.Of(dataset.Name, date);
        var file = _staging.FileFor(path);
        var written = connection.Execute($"copy (select * {rows}) to {Sql.Text(file)} ({_copyOptions})", cancellation);
        StagingFolder.Flush(file);
        var content = FileContent.Read(connection, file, cancellation);
        if (content.Rows != written)
            throw new IOException($"'{file}' was written with {written} rows and read back with {content.Rows}.");
        _progress[dataset.Name].Add();
        return new(path, dataset.Name, date, content.Rows, content.Bytes, _batchId, content.ContentHash, content.Sha256);
    }
}
