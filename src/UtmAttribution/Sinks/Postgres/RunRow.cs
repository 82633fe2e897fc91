using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The row of <c>utm_runs</c> that a run leaves, in the same transaction as its rows.</summary>
internal static class RunRow
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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
        Add(JsonSerializer.Serialize(request.Metadata, Json), NpgsqlDbType.Jsonb);
        Add(JsonSerializer.Serialize(published, Json), NpgsqlDbType.Jsonb);
        Add(JsonSerializer.Serialize(new { report.Ledger.Balances, report.Ledger.Lines }, Json), NpgsqlDbType.Jsonb);
        Add(
            JsonSerializer.Serialize(report.Stages.Select(stage => new
            {
                stage.Stage,
                Seconds = stage.Elapsed.TotalSeconds,
                CpuSeconds = stage.Cpu.TotalSeconds,
                stage.Rows,
                stage.PeakMemoryBytes,
            }), Json),
            NpgsqlDbType.Jsonb);
        Add(JsonSerializer.Serialize(report.Warnings, Json), NpgsqlDbType.Jsonb);
        Add(report.PeakMemoryBytes, NpgsqlDbType.Bigint);
        Add(
            JsonSerializer.Serialize(request.Sources.Where(date => date.Value is not null).ToDictionary(date => $"{date.Key:yyyy-MM-dd}", date => date.Value), Json),
            NpgsqlDbType.Jsonb);
        command.ExecuteNonQuery();

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }
}
