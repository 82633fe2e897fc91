using System.Collections.Concurrent;
using System.Diagnostics;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.ParquetFiles;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// Writes the dates of all datasets, one file each, on several connections: dates are small enough to be sorted by one thread.
/// </summary>
internal sealed class DatasetWriter
{
    private readonly StagingFolder _staging;
    private readonly PublishRequest _request;
    private readonly DatasetLookups _lookups;
    private readonly Dictionary<string, ProgressCounter> _progress;
    private readonly ConcurrentDictionary<string, ConcurrentBag<ParquetWriter>> _writers = new(StringComparer.Ordinal);

    private DatasetWriter(
        StagingFolder staging, PublishRequest request, DatasetLookups lookups, Dictionary<string, ProgressCounter> progress) =>
        (_staging, _request, _lookups, _progress) = (staging, request, lookups, progress);

    /// <summary>Writes everything below the staging folder.</summary>
    /// <returns>The files, in order of datasets and dates.</returns>
    public static IReadOnlyList<ManifestEntry> Write(
        DuckDbEngine engine, PublishRequest request, StagingFolder staging, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var batches = request.Datasets.SelectMany(dates => PartitionBatch.Of(engine, dates, cancellation)).ToList();
        var counters = batches.GroupBy(batch => batch.Dataset.Name, batch => batch.Dates.Count)
            .ToDictionary(files => files.Key, files => new ProgressCounter($"publish {files.Key}", files.Sum(), progress));
        var lookups = DatasetLookups.Load(engine.Connection, request.Datasets.Select(dates => dates.Dataset), cancellation);
        var writer = new DatasetWriter(staging, request, lookups, counters);
        var entries = new IReadOnlyList<ManifestEntry>[batches.Count];
        // What is written takes memory beside the engine's, which has little to do from now on.
        engine.LeaveRoom(cancellation);
        try
        {
            engine.RunEach(
                [.. Enumerable.Range(0, batches.Count)], (connection, i, stop) => entries[i] = writer.Write(connection, batches[i], stop), cancellation);
        }
        finally
        {
            foreach (var idle in writer._writers.Values.SelectMany(writers => writers))
                idle.Dispose();
        }

        return [.. entries.SelectMany(files => files)];
    }

    private List<ManifestEntry> Write(DuckDBConnection connection, PartitionBatch batch, CancellationToken cancellation)
    {
        var files = WriteFiles(connection, batch, cancellation);
        ReadFooters(connection, files, cancellation);
        return files;
    }

    // Another reader than the writer has to find the rows.
    private void ReadFooters(DuckDBConnection connection, List<ManifestEntry> files, CancellationToken cancellation)
    {
        var written = files.ToDictionary(file => _staging.FileFor(file.Path), file => file.Rows, StringComparer.Ordinal);
        var paths = string.Join(", ", written.Keys.Select(path => Sql.Text(Sql.Literal(path))));
        using var reader = connection.ExecuteReader($"select file_name, num_rows from parquet_file_metadata([{paths}])", cancellation);
        while (reader.Read())
        {
            if (written[reader.GetString(0)] is var rows && rows != reader.GetInt64(1))
                throw new IOException($"'{reader.GetString(0)}' was written with {rows} rows and reads as {reader.GetInt64(1)}.");
        }
    }

    private List<ManifestEntry> WriteFiles(DuckDBConnection connection, PartitionBatch batch, CancellationToken cancellation)
    {
        using var rows = DatasetRows.Open(connection, batch, _lookups, cancellation);
        var files = new List<ManifestEntry>();
        var writers = _writers.GetOrAdd(batch.Dataset.Name, _ => []);
        if (writers.TryTake(out var writer))
            writer.Bind(rows.Columns);
        else
            writer = new(rows.Columns, _request.Metadata);
        DateFile? file = null;
        try
        {
            while (rows.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    var days = chunk.Column(rows.DateOrdinal).Values<int>();
                    for (var from = 0; from < days.Length;)
                    {
                        if (file?.Day != days[from])
                        {
                            files.AddRange(End(file, writer));
                            file = Begin(batch.Dataset, days[from], writer);
                        }

                        var count = days[from..].IndexOfAnyExcept(days[from]) is > 0 and var other ? other : days.Length - from;
                        writer.Append(chunk, from, count);
                        from += count;
                    }
                }
            }

            files.AddRange(End(file, writer));
            return files;
        }
        finally
        {
            file?.Activity?.Dispose();
            writers.Add(writer);
        }
    }

    private DateFile Begin(Dataset dataset, int day, ParquetWriter writer)
    {
        var date = Cleaning.Timestamp.ToDate(day);
        var path = PartitionPath.Of(dataset.Name, date);
        var activity = Telemetry.Start("write file", "utm.file", path);
        writer.Open(_staging.FileFor(path));
        return new(dataset.Name, day, date, path, activity);
    }

    private IEnumerable<ManifestEntry> End(DateFile? file, ParquetWriter writer)
    {
        if (file is null)
            yield break;
        var written = writer.Finish();
        file.Activity?.SetTag("utm.rows", written.Rows).Dispose();
        _progress[file.Dataset].Add();
        yield return new(
            file.Path, file.Dataset, file.Date, written.Rows, written.Bytes, ParquetSink.BatchOf(_request), written.ContentHash, written.Sha256);
    }

    private sealed record DateFile(string Dataset, int Day, DateOnly Date, string Path, Activity? Activity);
}
