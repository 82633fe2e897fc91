using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>Puts the tables of a folder of source files into a database.</summary>
internal static class DatabaseTables
{
    private static readonly string[] Names = ["shopify_orders", "ads_insights_hourly", "ad_accounts", "fx_rates"];

    /// <summary>Fills tables from Parquet and CSV files.</summary>
    /// <param name="database">The database.</param>
    /// <param name="folder">The files.</param>
    /// <param name="schema">A schema for the tables, made here.</param>
    /// <param name="asText">Whether every column is text, as values that are none of their type need it.</param>
    public static void Fill(TestDatabase database, string folder, string schema, bool asText)
    {
        using var engine = DuckDBDatabase.Open(new DuckDBSettings());
        using var files = engine.Connect();
        files.Execute("set TimeZone = 'UTC'");
        using var server = database.Connect();
        Execute(server, $"create schema {schema}; set search_path to {schema}; set timezone to 'UTC'");
        foreach (var table in Names)
        {
            var sources = Directory.EnumerateFiles(folder, $"{table}*").Order(StringComparer.Ordinal).Select(Scan).ToList();
            if (sources.Count == 0)
                continue;
            var rows = string.Join(" union all by name ", sources.Select(scan => $"select * from {scan}"));
            var query = asText ? $"select columns(*)::varchar from ({rows})" : rows;
            using var result = files.Query(query);
            Execute(server, $"create table {table} ({string.Join(", ", result.Columns.Select(column => $"{PostgresName.Quote(column.Name)} {TypeOf(column)}"))})");
            using (var stream = server.BeginRawBinaryCopy($"copy {table} from stdin (format binary)"))
            {
                var encoder = new ChunkCopy(stream);
                encoder.Begin();
                while (result.FetchChunk() is { } chunk)
                {
                    using (chunk)
                        encoder.Write(chunk);
                }
                encoder.End();
            }
        }
    }

    private static string Scan(string file) => file.EndsWith(".parquet", StringComparison.Ordinal)
        ? $"read_parquet('{file}')"
        : $"read_csv('{file}', header = true, all_varchar = true, allow_quoted_nulls = true)";

    private static string TypeOf(DuckDBColumn column) => column.Type switch
    {
        DuckDBType.Varchar => "text",
        DuckDBType.TimestampTz => "timestamptz",
        DuckDBType.Timestamp => "timestamp",
        DuckDBType.Decimal => $"numeric({column.Precision}, {column.Scale})",
        DuckDBType.Double => "double precision",
        var type => type.ToString().ToLowerInvariant(),
    };

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
