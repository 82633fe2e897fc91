using System.CommandLine;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary><c>e2e</c>: the whole product against the floor, on one machine, in one command.</summary>
internal static class EndToEndCommand
{
    public const string Name = "e2e";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var orders = new Option<int>("--orders") { Description = "orders to generate (once) and to run over", DefaultValueFactory = _ => 1_000_000 };
        var memory = SharedOptions.Memory();
        var threads = SharedOptions.Threads();
        var repeat = SharedOptions.Repeat(5);
        var step = new Option<string>("--step") { Required = true };
        var work = SharedOptions.Work();
        var server = new Option<string?>("--server") { Description = "PostgreSQL server without a database, where databases may be made; none to stay with files" };
        EndToEndOptions Options(ParseResult parse, int repeat) => new(
            parse.GetValue(orders), parse.GetValue(memory)!, parse.GetValue(threads), repeat, Path.GetFullPath(parse.GetValue(work)!),
            parse.GetValue(server)?.TrimEnd('/'));

        var whole = new Command(Name, "Measures `utm run` against what DuckDB and psql alone take to read the input and to write the output.")
        {
            orders, memory, threads, repeat, work, server,
        };
        whole.SetAction(parse => new EndToEndBenchmark(Options(parse, parse.GetValue(repeat))).Run());
        var floor = new Command(FloorCommand.Name) { step, orders, memory, threads, work, server };
        floor.Hidden = true;
        floor.SetAction(parse => FloorCommand.Run(Options(parse, repeat: 1), parse.GetValue(step)!));
        return new RootCommand { whole, floor };
    }
}
