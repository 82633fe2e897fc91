using Npgsql;
using UtmAttribution.Engines;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Replaces the dates of one dataset inside the transaction that publishes. Nobody sees its rows before the end, so they are
/// copied into the table itself: a staging table would be written and read once more. An empty table, or a month that is
/// replaced whole, is loaded without its indexes, which are built after: several times faster.
/// </summary>
/// <param name="engine">Counts the rows of each date.</param>
/// <param name="loadOf">Makes what brings a dataset's rows.</param>
/// <param name="connection">A connection in the transaction.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class TablePublisher(
    IEngine engine, Func<Dataset, DatasetLoad> loadOf, NpgsqlConnection connection, CancellationToken cancellation)
{
    private static readonly string[] Obstacles =
        [PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.DependentObjectsStillExist, PostgresErrorCodes.InsufficientPrivilege];

    private readonly List<(MonthPartition Month, string Beside)> _exchanges = [];

    /// <summary>Writes the dates.</summary>
    public PublishedDataset Publish(DatasetDates dates, IProgress<RunProgress>? progress)
    {
        progress?.Report(new($"publish {dates.Dataset.Name}", 0, null, "rows"));
        var load = loadOf(dates.Dataset);
        var table = TargetTable.Find(connection, dates.Dataset);
        if (table.IsPartitioned)
            PublishMonths(table, dates, load);
        else
            PublishTable(table, dates, load, PartitionBatch.Of(engine, dates, cancellation).ToList());
        return new(table.Name, load.Rows, load.Dates, load.Bytes);
    }

    /// <summary>Puts whole months in their place: readers wait for this only.</summary>
    public void Finish()
    {
        foreach (var (month, beside) in _exchanges)
            month.Exchange(connection, beside);
    }

    private void PublishTable(TargetTable table, DatasetDates dates, DatasetLoad load, List<PartitionBatch> batches)
    {
        if (batches.Count > 0 && TakeEmpty(table) is { } indexes)
        {
            Load(load, table.Name, batches, isNew: true);
            foreach (var index in indexes)
                index.Create(connection, table.Name);
            return;
        }

        connection.Run($"delete from {PostgresName.Quote(table.Name)} where {dates.Condition()}");
        if (batches.Count > 0)
            Load(load, table.Name, batches, isNew: false);
    }

    private static void Load(DatasetLoad load, string table, List<PartitionBatch> batches, bool isNew)
    {
        using var activity = Telemetry.Start("copy rows", "utm.table", table);
        load.Into(table, batches, isNew);
    }

    /// <summary>Takes an empty table for this transaction alone and removes its indexes.</summary>
    /// <returns>The indexes to make again; null where the table has rows, or is not ours to take now.</returns>
    private List<TableIndex>? TakeEmpty(TargetTable table)
    {
        if (!table.IsOurs || TargetTable.Has(connection, table.Name, "true"))
            return null;
        connection.Run("savepoint taking; set local lock_timeout = '2s'");
        try
        {
            // A reader who holds the empty table for long is not worth waiting for.
            connection.Run($"lock table {PostgresName.Quote(table.Name)} in access exclusive mode");
            if (TargetTable.Has(connection, table.Name, "true"))
            {
                connection.Run("rollback to savepoint taking");
                return null;
            }

            var indexes = TableIndex.Of(connection, table.Name);
            foreach (var index in indexes)
                index.Drop(connection, table.Name);
            connection.Run($"truncate {PostgresName.Quote(table.Name)}");
            connection.Run("set local lock_timeout = 0; release savepoint taking");
            return indexes;
        }
        catch (PostgresException obstacle) when (Obstacles.Contains(obstacle.SqlState))
        {
            connection.Run("rollback to savepoint taking");
            return null;
        }
    }

    private void PublishMonths(TargetTable table, DatasetDates dates, DatasetLoad load)
    {
        foreach (var month in MonthPartition.Of(table, dates.From, dates.To))
        {
            var part = dates with { From = Later(dates.From, month.Month), To = Earlier(dates.To, month.Until.AddDays(-1)) };
            if (part.Only?.Any(part.Replaces) == false)
                continue;
            var batches = PartitionBatch.Of(engine, part, cancellation).ToList();
            var existing = month.Existing(connection);
            if (existing is null && batches.Count == 0)
                continue;
            if (table.IsOurs && (existing is null || !TargetTable.Has(connection, existing, $"not {dates.Condition()}")))
                PublishMonth(month, load, batches);
            else
                ReplaceDates(table, month, part, load, batches);
        }
    }

    private void PublishMonth(MonthPartition month, DatasetLoad load, List<PartitionBatch> batches)
    {
        var beside = month.CreateBeside(connection);
        Load(load, beside, batches, isNew: true);
        foreach (var index in TableIndex.Of(connection, month.Table.Name))
            index.CreateLike(connection, beside);
        _exchanges.Add((month, beside));
    }

    private void ReplaceDates(TargetTable table, MonthPartition month, DatasetDates dates, DatasetLoad load, List<PartitionBatch> batches)
    {
        month.Ensure(connection);
        connection.Run($"delete from {PostgresName.Quote(table.Name)} where {dates.Condition()}");
        if (batches.Count > 0)
            Load(load, month.Existing(connection)!, batches, isNew: false);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
