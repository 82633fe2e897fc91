using System.CommandLine;
using System.Text.Json;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Bench.Postgres;

/// <summary><c>pg</c>: loading from PostgreSQL, with one reader and with two, against <c>psql</c> that throws the same bytes away.</summary>
internal static class LoadCommand
{
    public const string Name = "pg";
    public const string LoadName = "pg-load";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var connection = new Option<string>("--postgres") { Description = "database with generated orders", Required = true };
        var schema = new Option<string>("--schema") { Description = "their schema", DefaultValueFactory = _ => "public" };
        var repeat = SharedOptions.Repeat(5);
        var readers = new Option<int>("--readers") { DefaultValueFactory = _ => 1 };
        var whole = new Command(Name, "Measures loading from PostgreSQL against psql that throws the same bytes away.") { connection, schema, repeat };
        whole.SetAction(parse => LoadBenchmark.Run(parse.GetValue(connection)!, parse.GetValue(schema)!, parse.GetValue(repeat)));
        var load = new Command(LoadName) { connection, schema, readers };
        load.Hidden = true;
        load.SetAction(parse => Load(parse.GetValue(connection)!, parse.GetValue(schema)!, parse.GetValue(readers)));
        return new RootCommand { whole, load };
    }

    /// <summary>Has <c>psql</c> fetch what the load fetches of a table, with the same statement, and throw it away.</summary>
    public static Measure FetchByPsql(string connection, string schema, SourceTable table)
    {
        using var source = Source(connection, schema);
        var statement = source.Statement(table, CancellationToken.None);
        return ChildProcess.Run("sh", "-c", "exec psql -X -q -d \"$0\" -c \"$1\" > /dev/null", connection, statement).Took;
    }

    // The orders alone: what psql reads, too. Without readers, rows are only received and looked through.
    private static void Load(string connection, string schema, int readers)
    {
        // As the tool does, before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        var took = Floor.Time(() =>
        {
            using var spill = SpillFolder.Create(Path.GetTempPath());
            using var engine = new DuckDbEngine(new() { Threads = Math.Max(1, readers), MemoryLimit = "1GB", TempDirectory = spill.Path });
            engine.Connection.Execute(LoadedTables.Create);
            using var source = Source(connection, schema);
            if (readers == 0)
            {
                using var reader = source.Open(SourceTable.ShopifyOrders, range: null, CancellationToken.None)!;
                while (reader.Read())
                {
                }
                return;
            }
            var options = new AttributionOptions { Currency = "EUR", Threads = readers };
            new SourceLoader(options, source, engine.Rows, engine.Connection).LoadOrders(new FxRates { ReportingCurrency = "EUR" }, chosen: null, progress: null, CancellationToken.None);
        });
        Console.WriteLine(JsonSerializer.Serialize(took));
    }

    private static PostgresSource Source(string connection, string schema) =>
        new(PostgresServer.Parse(connection), new PostgresTables { Orders = new(schema, "shopify_orders") });
}
