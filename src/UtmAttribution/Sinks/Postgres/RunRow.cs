using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The row of <c>utm_runs</c> that a run leaves, in the same transaction as its rows.</summary>
internal static class RunRow
{
    /// <summary>Inserts it.</summary>
    public static void Insert(NpgsqlConnection connection, RunReport report, PublishRequest request, IReadOnlyList<PublishedDataset> published)
    {
        using var command = new NpgsqlCommand(
            """
            insert into utm_runs (
                batch_id, from_date, to_date, started_at, time_zone, currency, tool_version, options, datasets, ledger, stages, warnings,
                peak_memory_bytes, sources
            ) values ($1, $2, $3, to_timestamp($4, 'YYYYMMDD"T"HH24MISSMS"Z"'), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            connection);
        Add(report.BatchId, NpgsqlDbType.Text);
        Add(report.From, NpgsqlDbType.Date);
        Add(report.To, NpgsqlDbType.Date);
        Add(report.BatchId, NpgsqlDbType.Text);
        Add(report.TimeZone, NpgsqlDbType.Text);
        Add(report.Currency, NpgsqlDbType.Text);
        Add(ToolVersion.Text, NpgsqlDbType.Text);
        AddJson(request.Metadata, PublishedJson.Compact.IReadOnlyDictionaryStringString);
        AddJson(published, PublishedJson.Compact.IReadOnlyListPublishedDataset);
        AddJson(report.Ledger, PublishedJson.Compact.Ledger);
        AddJson(report.Stages.Select(RunStage.Of), PublishedJson.Compact.IEnumerableRunStage);
        AddJson(report.Warnings, PublishedJson.Compact.IReadOnlyListString);
        Add(report.PeakMemoryBytes, NpgsqlDbType.Bigint);
        AddJson(
            request.Sources.Where(date => date.Value is not null).ToDictionary(date => $"{date.Key:yyyy-MM-dd}", date => date.Value!),
            PublishedJson.Compact.IReadOnlyDictionaryStringString);
        command.ExecuteNonQuery();

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });

        void AddJson<T>(T value, JsonTypeInfo<T> type) => Add(JsonSerializer.Serialize(value, type), NpgsqlDbType.Jsonb);
    }
}
