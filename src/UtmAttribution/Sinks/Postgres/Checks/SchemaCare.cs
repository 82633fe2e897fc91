using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Cares for the tables of a schema: statistics, the materialized view, partitions ahead, and what is older than it need be.</summary>
/// <param name="schema">The schema.</param>
/// <param name="clock">What today is.</param>
public sealed class SchemaCare(PostgresSchema schema, TimeProvider clock)
{
    private const int MonthsAhead = 2;

    /// <summary>What is older than some days: rows by dataset, those without a date apart.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    public IReadOnlyList<(string Dataset, long Rows)> OlderThan(TimeSpan age, CancellationToken cancellation) => Guard(connection =>
        (IReadOnlyList<(string, long)>)[.. Datasets.All.Select(dataset =>
            (dataset.Name, connection.Value<long>($"select count(*) from {dataset.Name} where {Old(dataset, age)}")))], cancellation);

    /// <summary>Deletes what is older than some days, in one transaction.</summary>
    /// <returns>Rows deleted, by dataset.</returns>
    /// <exception cref="ServerException">The server can't be reached, or refuses; nothing was deleted.</exception>
    public IReadOnlyList<(string Dataset, long Rows)> Delete(TimeSpan age, CancellationToken cancellation) => Guard(connection =>
    {
        connection.Run("begin");
        AdvisoryLock.Take(connection, schema, PostgresSink.DefaultLockTimeout, waiting: null, cancellation);
        var deleted = Datasets.All.Select(dataset => (dataset.Name, (long)connection.Run($"delete from {dataset.Name} where {Old(dataset, age)}"))).ToList();
        connection.Run("commit");
        return (IReadOnlyList<(string, long)>)deleted;
    }, cancellation);

    /// <summary>Makes partitions ahead and indexes that a run removed, refreshes the materialized view, and brings the statistics up to date.</summary>
    /// <returns>What was done, a sentence each.</returns>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    public IReadOnlyList<string> Maintain(CancellationToken cancellation) => Guard(connection =>
    {
        List<string> done = [];
        var made = 0;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var table in Datasets.All.Select(dataset => TargetTable.Find(connection, dataset)).Where(table => table.IsPartitioned))
        {
            foreach (var month in MonthPartition.Of(table, today, today.AddMonths(MonthsAhead)).Where(month => month.Existing(connection) is null))
            {
                month.Ensure(connection);
                made++;
            }
        }

        if (made > 0)
            done.Add($"made {made} partitions, up to {today.AddMonths(MonthsAhead):yyyy-MM}");

        connection.Run("begin");
        AdvisoryLock.Take(connection, schema, PostgresSink.DefaultLockTimeout, waiting: null, cancellation);
        done.AddRange(schema.Repair(connection));
        connection.Run("commit");

        if (DailyView.Exists(connection))
        {
            DailyView.Refresh(connection);
            done.Add($"refreshed {DailyView.Name}");
        }

        foreach (var dataset in Datasets.All)
        {
            cancellation.ThrowIfCancellationRequested();
            connection.Run($"analyze {PostgresName.Quote(dataset.Name)}");
        }

        done.Add($"analyzed {Datasets.All.Count} tables");
        return (IReadOnlyList<string>)done;
    }, cancellation);

    // Rows without a date have no age.
    private string Old(Dataset dataset, TimeSpan age) =>
        $"{dataset.DateColumn} < date '{DateOnly.FromDateTime((clock.GetUtcNow() - age).UtcDateTime):yyyy-MM-dd}' and {dataset.DateColumn} > date '1970-01-01'";

    private T Guard<T>(Func<NpgsqlConnection, T> work, CancellationToken cancellation) =>
        TargetServer.Guard(schema.Server, $"maintaining schema '{schema.Name}'", "", () =>
        {
            using var connection = schema.Server.Connect(cancellation);
            schema.Check(connection);
            schema.Use(connection);
            return work(connection);
        }, cancellation);
}
