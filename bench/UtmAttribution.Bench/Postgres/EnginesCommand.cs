using System.CommandLine;

namespace UtmAttribution.Bench.Postgres;

/// <summary><c>engines</c>: the models of one run in the embedded engine and in PostgreSQL, stage by stage.</summary>
internal static class EnginesCommand
{
    public const string Name = "engines";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var server = new Option<string>("--server") { Description = "server without a database, where databases may be made", Required = true };
        var orders = new Option<int>("--orders") { Description = "generated orders", DefaultValueFactory = _ => 1_000_000 };
        var memory = SharedOptions.Memory();
        var repeat = SharedOptions.Repeat(3);
        var engines = new Command(Name, "Measures the models of a run in the embedded engine and in PostgreSQL.") { server, orders, memory, repeat };
        engines.SetAction(parse =>
            new EnginesBenchmark(new(parse.GetValue(server)!.TrimEnd('/')), parse.GetValue(orders), parse.GetValue(memory)!).Run(parse.GetValue(repeat)));
        return new RootCommand { engines };
    }
}
