using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Guarding;

/// <summary>How fast a whole run is, compared with its floor: the floor's CPU seconds by the run's, which bear a busy machine better than wall time.</summary>
internal static class WholeRunRatio
{
    /// <summary>What it is called among the ratios.</summary>
    public static string Name(EndToEndOptions options) => $"a run of {options.Orders:N0} orders";

    /// <summary>Measures the run and every way of the floor in turns; medians count, and the fastest way of each kind.</summary>
    public static double Measure(EndToEndOptions options)
    {
        var product = new ProductRun(options, server: null);
        product.Generate();
        var floor = new Floor(options);
        var runs = new List<double>();
        var ways = floor.Scans.Keys.Concat(floor.Writes.Keys).ToDictionary(way => way, _ => new List<double>(), StringComparer.Ordinal);
        for (var i = 1; i <= options.Repeat; i++)
        {
            Console.Error.WriteLine($"measuring the whole run, {i} of {options.Repeat}");
            runs.Add(product.Run(RunWay.Files).Took.Cpu);
            if (i == 1)
                FloorCommand.LoadInChild(options);
            foreach (var (way, took) in ways)
                took.Add(FloorCommand.RunInChild(options, way).Cpu);
        }

        return (Fastest(floor.Scans.Keys) + Fastest(floor.Writes.Keys)) / Spread.Of(runs).Median;

        double Fastest(IEnumerable<string> kind) => kind.Min(way => Spread.Of(ways[way]).Median);
    }
}
