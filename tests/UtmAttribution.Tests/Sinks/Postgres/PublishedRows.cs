using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>Holds the rows of a schema against those of a folder: the server writes its own as CSV, DuckDB reads both.</summary>
internal static class PublishedRows
{
    /// <summary>The datasets, with the numbers of rows that only one of the two has; empty where all rows are equal.</summary>
    public static IReadOnlyList<string> Differences(TargetSchema target, string folder)
    {
        using var temporary = new Cli.TemporaryFolder();
        using var database = DuckDBDatabase.Open(new());
        using var duck = database.Connect();
        duck.Execute("set TimeZone = 'UTC'");
        using var postgres = target.Database.Connect();
        List<string> found = [];
        foreach (var dataset in Datasets.All.Select(one => one.Name))
        {
            // A run without training has none, neither here nor there.
            if (dataset == Datasets.ChannelAttribution.Name && !Directory.Exists(Path.Combine(folder, dataset))
                && target.Database.Scalar<long>($"select count(*) from {target.Table(dataset)}") == 0)
                continue;

            var csv = temporary[$"{dataset}.csv"];
            using (var export = postgres.BeginTextExport($"copy (select * from {target.Table(dataset)}) to stdout (format csv)"))
            using (var file = File.CreateText(csv))
            {
                var letters = new char[1 << 16];
                for (int read; (read = export.Read(letters, 0, letters.Length)) > 0;)
                    file.Write(letters, 0, read);
            }

            duck.Execute($"create view p as select * from read_parquet('{folder}/{dataset}/**/*.parquet', hive_partitioning = false)");
            var columns = string.Join(", ", Columns(duck));
            duck.Execute($$"""
                create view q as select * from read_csv('{{csv}}', header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
                    new_line = '\n', allow_quoted_nulls = false, nullstr = '', parallel = false, max_line_size = 10000000, columns = { {{columns}} })
                """);
            var onlyParquet = duck.Scalar<long>("select count(*) from (from p except all from q)");
            var onlyPostgres = duck.Scalar<long>("select count(*) from (from q except all from p)");
            if (onlyParquet + onlyPostgres > 0 || duck.Scalar<long>("select count(*) from p") == 0)
                found.Add($"{dataset}: {onlyParquet} rows are only in Parquet, {onlyPostgres} only in PostgreSQL");
            duck.Execute("drop view p; drop view q");
        }

        return found;
    }

    private static IEnumerable<string> Columns(DuckDBConnection duck)
    {
        using var none = duck.Query("from p limit 0");
        return [.. none.Columns.Select(column => $"'{column.Name}': '{column.SqlType}'")];
    }
}
