using System.CommandLine;

namespace UtmAttribution.Bench.Curve;

/// <summary><c>curve</c>: how time, memory and disk of a run grow with its orders.</summary>
internal static class CurveCommand
{
    public const string Name = "curve";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var orders = new Option<int[]>("--orders")
        {
            Description = "numbers of orders to generate (once) and to run over",
            DefaultValueFactory = _ => [10_000, 100_000, 1_000_000, 10_000_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var memory = SharedOptions.Memory();
        var threads = SharedOptions.Threads();
        var repeat = new Option<int>("--repeat")
        {
            Description = $"how often everything is measured that takes up to {CurveOptions.LongestRepeated} seconds; medians count",
            DefaultValueFactory = _ => 3,
        };
        var work = SharedOptions.Work();
        var server = new Option<string?>("--server") { Description = "PostgreSQL server without a database, where databases may be made: its engine is measured, too" };
        var most = new Option<int>("--most-on-server") { Description = "the most orders that its engine is given", DefaultValueFactory = _ => 1_000_000 };
        var curve = new Command(Name, "Measures how time, memory and disk of a run grow with its orders.") { orders, memory, threads, repeat, work, server, most };
        curve.SetAction(parse => new CurveBenchmark(new(
            [.. parse.GetValue(orders)!.Order()], parse.GetValue(memory)!, parse.GetValue(threads), parse.GetValue(repeat), Path.GetFullPath(parse.GetValue(work)!),
            parse.GetValue(server)?.TrimEnd('/'), parse.GetValue(most))).Run());
        return new RootCommand { curve };
    }
}
