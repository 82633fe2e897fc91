using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Manifests;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// Writes the dates of all datasets, one file each. Every connection works alone on a date with one thread: a date is small
/// enough to be sorted by one, nothing has to be brought together, and the order of the rows does not depend on the threads.
/// </summary>
internal sealed class DatasetWriter
{
    // What readers are made for; a date with fewer rows is one group.
    private const int RowGroupSize = 122_880;

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
        var partitions = request.Datasets
            .SelectMany(dates => DatesWithRows(engine.Connection, dates, cancellation)
                .Select(date => new Partition(dates.Dataset, date)))
            .ToList();
        var counters = partitions.CountBy(partition => partition.Dataset.Name)
            .ToDictionary(files => files.Key, files => new ProgressCounter($"publish {files.Key}", files.Value, progress));
        var writer = new DatasetWriter(staging, request, counters);
        var entries = new ManifestEntry[partitions.Count];
        var threads = engine.Connection.Scalar<long>("select current_setting('threads')", cancellation);
        engine.Connection.Execute("set threads = 1", cancellation);
        try
        {
            Workers.Run(
                engine.Database,
                (int)threads,
                [.. Enumerable.Range(0, partitions.Count)],
                (connection, i, stop) => entries[i] = writer.Write(connection, partitions[i], stop),
                cancellation);
        }
        finally
        {
            engine.Connection.Execute($"set threads = {threads}", CancellationToken.None);
        }

        return entries;
    }

    private static List<DateOnly> DatesWithRows(DuckDBConnection connection, DatasetDates dates, CancellationToken cancellation)
    {
        var column = Sql.Name(dates.Dataset.DateColumn);
        var undated = dates.AlsoUndated ? $" or {column} = {Sql.Date(ReplacedDates.Undated)}" : "";
        using var reader = connection.ExecuteReader(
            $"""
            select distinct {column}
            from {Sql.Name(dates.Dataset.Name)}
            where {column} between {Sql.Date(dates.From)} and {Sql.Date(dates.To)}{undated} or {column} is null
            order by 1 nulls first
            """,
            cancellation);
        var found = new List<DateOnly>();
        while (reader.Read())
        {
            found.Add(reader.GetFieldValue<DateOnly?>(0) ?? throw new InvalidOperationException(
                $"{dates.Dataset.Name} has rows whose {dates.Dataset.DateColumn} is NULL; they belong to no partition and would be lost."));
        }

        return found;
    }

    private ManifestEntry Write(DuckDBConnection connection, Partition partition, CancellationToken cancellation)
    {
        var (dataset, date) = partition;
        var path = PartitionPath.Of(dataset.Name, date);
        var file = _staging.FileFor(path);
        var order = dataset.SortColumns.Select(column => $"{Sql.Name(column)} nulls last");
        var written = connection.Execute(
            $"""
            copy (
                select *
                from {Sql.Name(dataset.Name)}
                where {Sql.Name(dataset.DateColumn)} = {Sql.Date(date)}
                order by {string.Join(", ", order)}
            ) to {Sql.Text(file)} ({_copyOptions})
            """,
            cancellation);

        StagingFolder.Flush(file);
        var content = FileContent.Read(connection, file, cancellation);
        if (content.Rows != written)
            throw new IOException($"'{file}' was written with {written} rows and read back with {content.Rows}.");
        _progress[dataset.Name].Add();
        return new(path, dataset.Name, date, content.Rows, content.Bytes, _batchId, content.ContentHash, content.Sha256);
    }
}

/// <summary>A date of a dataset.</summary>
internal sealed record Partition(Dataset Dataset, DateOnly Date);
