using System.Text;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>The results as Markdown.</summary>
internal static class EndToEndTables
{
    private const double RatioAim = 2.5;
    private const double GrowthAim = 11;
    private const long PeakAim = 2L << 30;

    /// <summary>Writes the tables.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="million">The result for 1,000,000 orders, to compare with; null to leave that out.</param>
    public static string Write(EndToEndResult result, EndToEndResult? million)
    {
        var text = new StringBuilder();
        var (options, machine, runs, ways) = result;
        text.AppendLine($"### {options.Orders:N0} orders").AppendLine();
        text.AppendLine(
            $"`--memory {options.Memory} --threads {options.Threads} --models {EndToEndOptions.Models}`, {EndToEndOptions.Days} days; "
            + $"{runs[0].Rows:N0} rows published, {runs[0].Bytes / 1e6:N0} MB. {(runs.Count == 1 ? "Measured once" : $"Medians of {runs.Count} (min–max)")}. "
            + $"{machine.Cpu}, {machine.Cores} cores, load {machine.Load} before; {machine.Versions}; {machine.Date:yyyy-MM-dd}.").AppendLine();

        var scan = Fastest(ways, "scan");
        var write = Fastest(ways, "write");
        var floor = ways[scan].Zip(ways[write], (first, second) => first + second).ToList();
        text.AppendLine("| | wall s | CPU s |").AppendLine("| --- | ---: | ---: |");
        Row("**`utm run`**", [.. runs.Select(run => run.Took)]);
        Row("**floor**: the fastest scan + the fastest write", floor);
        foreach (var (way, took) in ways)
            Row(way == scan || way == write ? $"{way} (fastest)" : way, took);
        text.AppendLine($"| **run / floor** | **{Ratio(took => took.Wall):0.00}** | **{Ratio(took => took.Cpu):0.00}** |").AppendLine();

        var peak = runs.Max(run => run.PeakBytes);
        text.AppendLine("| aim | measured | |").AppendLine("| --- | ---: | --- |");
        Aim($"run ≤ {RatioAim} × floor, wall", $"{Ratio(took => took.Wall):0.00}", Ratio(took => took.Wall) <= RatioAim);
        Aim($"resident peak ≤ {PeakAim >> 20:N0} MiB", $"{peak >> 20:N0} MiB", peak <= PeakAim);
        if (million is not null)
        {
            var growth = Wall(runs) / Wall(million.Runs);
            Aim($"≤ {GrowthAim} × the time of 1,000,000 orders ({Wall(million.Runs):0.0} s)", $"{growth:0.0}", growth <= GrowthAim);
        }

        WriteStages(text.AppendLine(), runs);
        return text.ToString().ReplaceLineEndings("\n");

        double Ratio(Func<Measure, double> of) => Spread.Of(runs.Select(run => of(run.Took))).Median / Spread.Of(floor.Select(of)).Median;

        void Row(string name, IReadOnlyList<Measure> took) =>
            text.AppendLine($"| {name} | {Spread.Of(took.Select(one => one.Wall))} | {Spread.Of(took.Select(one => one.Cpu))} |");

        void Aim(string aim, string measured, bool holds) => text.AppendLine($"| {aim} | {measured} | {(holds ? "holds" : "does not hold")} |");
    }

    private static void WriteStages(StringBuilder text, IReadOnlyList<RunMeasure> runs)
    {
        var stages = runs[0].Stages.Keys
            .Select(stage => (Name: stage, Seconds: Spread.Of(runs.Select(run => run.Stages[stage])).Median))
            .OrderByDescending(stage => stage.Seconds).ToList();
        var wall = Wall(runs);
        var rest = Spread.Of(runs.Select(run => run.Took.Wall - run.Stages.Values.Sum())).Median;
        text.AppendLine("| stage | s | share |").AppendLine("| --- | ---: | ---: |");
        foreach (var stage in stages)
            Row(stage.Name, stage.Seconds);
        Row("outside stages (start, settings, last checks, moving into place)", rest);

        void Row(string name, double seconds) => text.AppendLine($"| {name} | {seconds:0.00} | {100 * seconds / wall:0.0} % |");
    }

    private static double Wall(IReadOnlyList<RunMeasure> runs) => Spread.Of(runs.Select(run => run.Took.Wall)).Median;

    private static string Fastest(IReadOnlyDictionary<string, List<Measure>> ways, string kind) => ways
        .Where(way => way.Key.StartsWith(kind, StringComparison.Ordinal))
        .MinBy(way => Spread.Of(way.Value.Select(took => took.Wall)).Median).Key;
}
