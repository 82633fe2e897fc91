using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Postgres;

/// <summary>A server with databases for benchmarks, which are made and removed as they are needed.</summary>
/// <param name="address">A connection without a database.</param>
internal sealed class BenchServer(string address)
{
    private const string Quietly = "set client_min_messages = warning";

    /// <summary>The connection to a database.</summary>
    public string Database(string name) => $"{address}/{name}";

    /// <summary>The name of the database that <see cref="Source"/> makes.</summary>
    public static string SourceName(int orders) => $"utm_bench_source_{orders}";

    /// <summary>The database with so many generated orders; generated once.</summary>
    public string Source(int orders)
    {
        var name = SourceName(orders);
        if (Ask("postgres", $"select count(*) from pg_database where datname = '{name}'") == "0")
        {
            Psql("postgres", $"create database {name}");
            Tool("generate", "--orders", $"{orders}", "--days", $"{EndToEndOptions.Days}", "--seed", "1", "--hostile", "0", "--postgres", Database(name), "--quiet");
            Psql(name, "vacuum analyze");
        }

        return Database(name);
    }

    /// <summary>Makes a database anew, with empty UTM tables.</summary>
    /// <returns>Its connection.</returns>
    public string MakeTarget(string name)
    {
        Psql("postgres", Quietly, $"drop database if exists {name}", $"create database {name}");
        Tool("init", "--postgres", Database(name));
        return Database(name);
    }

    /// <summary>Makes a schema anew, with empty UTM tables, in a database.</summary>
    /// <returns>Its name.</returns>
    public string MakeSchema(string database, string name)
    {
        DropSchema(database, name);
        Tool("init", "--postgres", database, "--schema", name);
        return name;
    }

    /// <summary>Removes a schema of a database.</summary>
    public void DropSchema(string database, string name) =>
        Psql(database[(database.LastIndexOf('/') + 1)..], Quietly, $"drop schema if exists {name} cascade");

    /// <summary>Removes databases.</summary>
    public void Drop(params string[] names) => Psql("postgres", [.. names.Select(name => $"drop database {name}")]);

    /// <summary>The server's version.</summary>
    public string Version => Ask("postgres", "show server_version").Split(' ')[0];

    /// <summary>The answer to a query, a row a line.</summary>
    public string Ask(string database, string query) => Psql(database, query).Trim();

    /// <summary>Runs psql's commands one after the other.</summary>
    public string Psql(string database, params string[] commands) =>
        ChildProcess.Run("psql", ["-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", Database(database), .. commands.SelectMany(command => new[] { "-c", command })]).Output;

    /// <summary>Runs the program.</summary>
    public static (Measure Took, long PeakBytes, string Output) Tool(params string[] arguments) => ChildProcess.Run(RepositoryPaths.Program, arguments);
}
