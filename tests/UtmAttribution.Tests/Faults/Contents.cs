using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Faults;

/// <summary>What targets hold, audit columns apart: rows and a checksum for each date of each dataset, by <c>dataset/date</c>.</summary>
internal static class Contents
{
    private static readonly string Audit = string.Join(", ", Dataset.AuditColumns.Append("filename").Select(Sql.Text));

    /// <summary>That of a folder, by its files alone: its manifest may be of another state.</summary>
    public static SortedDictionary<string, string> OfFolder(DuckDBConnection engine, string folder)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var dataset in Datasets.All.Where(dataset => Directory.Exists(Path.Combine(folder, dataset.Name))))
        {
            using var reader = engine.ExecuteReader($"""
                select regexp_extract(filename, 'date_start=([^/]+)', 1), count(*), sum(hash(*columns(lambda name: name not in ({Audit})))::hugeint)::varchar
                from read_parquet({Sql.Text(Path.Combine(folder, dataset.Name, "*", "*.parquet"))}, filename = true, hive_partitioning = false)
                group by 1
                """);
            while (reader.Read())
                found.Add($"{dataset.Name}/{reader.GetString(0)}", $"{reader.GetInt64(1)} {reader.GetString(2)}");
        }
        return found;
    }

    /// <summary>That of a schema, as one statement sees it; of one date only where one is given.</summary>
    public static SortedDictionary<string, string> OfSchema(NpgsqlConnection connection, TargetSchema schema, DateOnly? date = null)
    {
        using var command = new NpgsqlCommand(string.Join(" union all ", Datasets.All.Select(dataset => $"""
            select '{dataset.Name}/' || {dataset.DateColumn}, count(*)
                || ' ' || sum(('x' || left(md5((to_jsonb(rows) - 'created_at' - 'updated_at' - 'batch_id' - 'utm_batch_id')::text), 15))::bit(60)::bigint)
            from {schema.Table(dataset.Name)} as rows
            where {(date is { } only ? $"{dataset.DateColumn} = {Sql.Date(only)}" : "true")}
            group by {dataset.DateColumn}
            """)), connection);
        using var reader = command.ExecuteReader();
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
            found.Add(reader.GetString(0), reader.GetString(1));
        return found;
    }
}
