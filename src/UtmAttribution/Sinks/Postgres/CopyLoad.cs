using System.Collections.Concurrent;
using Npgsql;
using UtmAttribution.Engines;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Copies rows of a dataset into one table of the target.</summary>
/// <param name="engine">Gives the rows.</param>
/// <param name="lookups">What the rows look up.</param>
/// <param name="connection">A connection in the transaction that publishes.</param>
/// <param name="dataset">The dataset.</param>
/// <param name="progress">Told of the rows, some dates at a time.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class CopyLoad(
    DuckDbEngine engine, DatasetLookups lookups, NpgsqlConnection connection, Dataset dataset, IProgress<RunProgress>? progress, CancellationToken cancellation)
    : DatasetLoad
{
    private readonly string _stage = $"publish {dataset.Name}";

    /// <inheritdoc/>
    public override void Into(string table, IReadOnlyList<PartitionBatch> batches, bool isNew)
    {
        if (batches.Count == 0)
            return;
        var before = Stored(table);
        var columns = string.Join(", ", Columns(batches[0]).Select(PostgresName.Quote));
        var stream = connection.BeginRawBinaryCopy(
            $"copy {PostgresName.Quote(table)} ({columns}) from stdin (format binary{(isNew ? ", freeze" : "")})");
        try
        {
            using var queue = new SendQueue(stream);
            Send(batches, queue);
            queue.Finish();
        }
        catch
        {
            stream.Abandon();
            throw;
        }

        stream.Dispose();
        Rows += Stored(table) - before;
    }

    private IEnumerable<string> Columns(PartitionBatch batch)
    {
        if (dataset.Columns.Count > 0)
            return dataset.Columns;
        using var rows = DatasetRows.Open(engine.Connection, batch, lookups, cancellation);
        return [.. rows.Columns.Select(column => column.Column.Name)];
    }

    private void Send(IReadOnlyList<PartitionBatch> batches, SendQueue queue)
    {
        var frame = new CopyBuffer(queue.Send);
        frame.AddHead();
        frame.Flush();
        var idle = new ConcurrentBag<DatasetCopy>();
        var sent = Rows;
        var gate = new Lock();
        engine.RunEach(
            batches,
            (own, batch, stop) =>
            {
                var copy = idle.TryTake(out var used) ? used : new(queue.Send);
                var before = copy.Rows;
                using (var rows = DatasetRows.Open(own, batch, lookups, stop))
                    copy.Send(rows, stop);
                lock (gate)
                    progress?.Report(new(_stage, sent += copy.Rows - before, null, "rows"));
                idle.Add(copy);
            },
            cancellation);
        frame.AddEnd();
        Dates += batches.Sum(batch => batch.Dates.Count);
        Bytes += frame.Written + idle.Sum(copy => copy.Bytes);
    }

    // The server's own count of what this transaction has inserted; that of a distributed table is on its workers.
    private long Stored(string table) => DistributedTables.Has(connection, table)
        ? connection.Value<long>($"select count(*) from {PostgresName.Quote(table)}")
        : connection.Value<long>("select coalesce(pg_stat_get_xact_tuples_inserted(to_regclass($1)::oid), 0)", PostgresName.Quote(table));
}
