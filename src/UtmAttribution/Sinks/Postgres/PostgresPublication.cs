using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A publication in its transaction, which ends without a trace unless it is committed.</summary>
internal sealed class PostgresPublication(
    PostgresSchema schema, NpgsqlConnection connection, TablePublisher tables, PublishRequest request, IReadOnlyList<PublishedDataset> datasets)
    : IStagedPublication
{
    private const string Unchanged = "Nothing was published; dates that were there before are unchanged.";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedDataset> Datasets => datasets;

    /// <inheritdoc/>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <inheritdoc/>
    public void Commit(RunReport report)
    {
        TargetServer.Guard(schema.Server, "publishing", Unchanged, () =>
        {
            tables.Finish();
            foreach (var dataset in datasets)
                connection.Run($"analyze {PostgresName.Quote(dataset.Name)}");
            RunRow.Insert(connection, report, request, datasets);
            return true;
        });
        // Where the answer is lost, the server may have done it.
        TargetServer.Guard(schema.Server, "committing", $"It is published if utm_runs has batch {report.BatchId}; running again does no harm.", () =>
        {
            using var activity = Telemetry.Activities.StartActivity("commit transaction");
            return connection.Run("commit");
        });
        TargetServer.Guard(schema.Server, $"refreshing {DailyView.Name}", "The run is published; 'utm maintain' refreshes it.", () =>
        {
            if (DailyView.Exists(connection))
                DailyView.Refresh(connection);
            return true;
        });
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
