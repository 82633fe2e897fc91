using System.CommandLine;
using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Guarding;

/// <summary><c>guard</c>: whether something has become slower, against what it is compared with and not by the clock.</summary>
internal static class GuardCommand
{
    public const string Name = "guard";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var accept = new Option<bool>("--accept") { Description = "keep what is measured, to be compared with from now on" };
        var orders = new Option<int>("--orders") { Description = "orders of the whole run", DefaultValueFactory = _ => 100_000 };
        var repeat = new Option<int>("--repeat") { Description = "how often the whole run and its floor are measured; medians count", DefaultValueFactory = _ => 3 };
        var work = SharedOptions.Work();
        var guard = new Command(Name, "Measures some ratios and compares them with those that are kept in bench/results.") { accept, orders, repeat, work };
        guard.SetAction(parse =>
        {
            var options = new EndToEndOptions(parse.GetValue(orders), "1GB", Threads: 2, parse.GetValue(repeat), Path.GetFullPath(parse.GetValue(work)!));
            return Guard.Run(options, parse.GetValue(accept));
        });
        return new RootCommand { guard };
    }
}
