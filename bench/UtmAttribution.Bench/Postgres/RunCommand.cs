using System.CommandLine;

namespace UtmAttribution.Bench.Postgres;

/// <summary><c>pg-run</c>: whole runs from PostgreSQL to PostgreSQL, against psql's load, publish and both.</summary>
internal static class RunCommand
{
    public const string Name = "pg-run";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var server = new Option<string>("--server") { Description = "server without a database, where databases may be made", Required = true };
        var orders = new Option<int>("--orders") { Description = "generated orders", DefaultValueFactory = _ => 1_000_000 };
        var memory = new Option<string>("--memory") { Description = "memory limit of the engine", DefaultValueFactory = _ => "1GB" };
        var repeat = new Option<int>("--repeat") { Description = "how often everything is measured; medians count", DefaultValueFactory = _ => 5 };
        var whole = new Command(Name, "Measures whole runs from PostgreSQL to PostgreSQL against psql's floors.") { server, orders, memory, repeat };
        whole.SetAction(parse => new RunBenchmark(new(parse.GetValue(server)!.TrimEnd('/')), parse.GetValue(orders), parse.GetValue(memory)!).Run(parse.GetValue(repeat)));
        return new RootCommand { whole };
    }
}
