using System.Text;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>The results as Markdown.</summary>
internal static class EndToEndTables
{
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

        var scan = Fastest(ways, Floor.ScanKind);
        var write = Fastest(ways, Floor.WriteKind);
        var floor = ways[scan].Zip(ways[write], (first, second) => first + second).ToList();
        text.AppendLine("| | wall s | CPU s |").AppendLine("| --- | ---: | ---: |");
        Row("**`utm run`**", [.. runs.Select(run => run.Took)]);
        Row("**floor**: the fastest scan + the fastest write", floor);
        foreach (var (way, took) in ways)
            Row(way == scan || way == write ? $"{way} (fastest)" : way, took);
        text.AppendLine($"| **run / floor** | **{Ratio(took => took.Wall):0.00}** | **{Ratio(took => took.Cpu):0.00}** |").AppendLine();

        var peak = runs.Max(run => run.PeakBytes);
        text.AppendLine("| aim | measured | |").AppendLine("| --- | ---: | --- |");
        Aim($"run ≤ {RunWay.Files.Aim} × floor, wall", $"{Ratio(took => took.Wall):0.00}", Ratio(took => took.Wall) <= RunWay.Files.Aim);
        Aim($"resident peak ≤ {PeakAim >> 20:N0} MiB", $"{peak >> 20:N0} MiB", peak <= PeakAim);
        if (million is not null)
        {
            var growth = Wall(runs) / Wall(million.Runs);
            Aim($"≤ {GrowthAim} × the time of 1,000,000 orders ({Wall(million.Runs):0.0} s)", $"{growth:0.0}", growth <= GrowthAim);
        }

        if (result.ServerRuns.Count == 0)
        {
            WriteStages(text.AppendLine(), new Dictionary<string, List<RunMeasure>> { [RunWay.Files.Name] = [.. runs] });
            return text.ToString().ReplaceLineEndings("\n");
        }

        WriteWays(text.AppendLine(), result);
        WriteStages(text.AppendLine(), result.ServerRuns);
        return text.ToString().ReplaceLineEndings("\n");

        double Ratio(Func<Measure, double> of) => Spread.Of(runs.Select(run => of(run.Took))).Median / Spread.Of(floor.Select(of)).Median;

        void Row(string name, IReadOnlyList<Measure> took) =>
            text.AppendLine($"| {name} | {Spread.Of(took.Select(one => one.Wall))} | {Spread.Of(took.Select(one => one.Cpu))} |");

        void Aim(string aim, string measured, bool holds) => text.AppendLine($"| {aim} | {measured} | {(holds ? "holds" : "does not hold")} |");
    }

    // A server's own processor time is nobody's child's: where the wire is a part of the floor, seconds on the clock count.
    private static void WriteWays(StringBuilder text, EndToEndResult result)
    {
        text.AppendLine("| way | wall s | CPU s, without the server's | resident peak, MiB | on disk meanwhile, MB | floor, wall s | ÷ floor | aim |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var (way, runs) in Ways(result))
        {
            var floor = FloorOf(result, way.Floors);
            var ratio = Wall(runs) / floor.Median;
            text.AppendLine(
                $"| {way.Name} | {Spread.Of(runs.Select(run => run.Took.Wall))} | {Spread.Of(runs.Select(run => run.Took.Cpu))} | {runs.Max(run => run.PeakBytes) >> 20:N0} "
                + $"| {runs.Max(run => run.SpilledBytes) / 1e6:N0} | {floor} | {ratio:0.00} | {AimText(way.Aim, ratio)} |");
        }

        text.AppendLine().AppendLine("| publishing alone | a run's, s | floor, wall s | ÷ floor | aim |").AppendLine("| --- | ---: | ---: | ---: | --- |");
        foreach (var (way, runs) in Ways(result))
        {
            var (publish, floor) = (Spread.Of(runs.Select(run => run.Publish)), FloorOf(result, way.PublishFloors));
            var ratio = publish.Median / floor.Median;
            text.AppendLine($"| {way.Name} | {publish} | {floor} | {ratio:0.00} | {AimText(way.PublishAim, ratio)} |");
        }
    }

    private static IEnumerable<(RunWay Way, List<RunMeasure> Runs)> Ways(EndToEndResult result) =>
        RunWay.All(hasServer: true).Select(way => (way, result.ServerRuns[way.Name]));

    // The fastest of every kind, in the order of repetitions.
    private static Spread FloorOf(EndToEndResult result, IEnumerable<string> kinds) =>
        Spread.Of(kinds.Select(kind => result.Ways[Fastest(result.Ways, kind)].Select(took => took.Wall)).Aggregate((first, second) => first.Zip(second, (a, b) => a + b)));

    private static string AimText(double? aim, double ratio) => aim is null ? "" : $"{aim}: {(ratio <= aim ? "holds" : "does not hold")}";

    // Beside one another, what takes no hundredth of any way is one line.
    private static void WriteStages(StringBuilder text, IReadOnlyDictionary<string, List<RunMeasure>> ways)
    {
        var stages = ways.Values.SelectMany(runs => runs[0].Stages.Keys).Distinct(StringComparer.Ordinal)
            .ToDictionary(stage => stage, stage => ways.Values.Select(runs => Seconds(runs, stage)).ToList(), StringComparer.Ordinal);
        var walls = ways.Values.Select(Wall).ToList();
        var small = stages.Where(stage => ways.Count > 1 && !stage.Value.Zip(walls).Any(way => way.First >= 0.01 * way.Second)).Select(stage => stage.Key).ToHashSet(StringComparer.Ordinal);
        text.AppendLine($"| stage | {string.Join(" | ", ways.Count == 1 ? ["s | share"] : ways.Keys.Select(way => $"{way}, s | share"))} |");
        text.AppendLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: | ---: |", ways.Count))}");
        foreach (var (stage, seconds) in stages.Where(stage => !small.Contains(stage.Key)).OrderByDescending(stage => stage.Value.Max()))
            Row(stage, seconds);
        if (small.Count > 0)
            Row($"{small.Count} stages below 1 %", [.. walls.Select((_, way) => small.Sum(stage => stages[stage][way]))]);
        Row("outside stages (start, settings, last checks, moving into place)",
            [.. ways.Values.Select(runs => Spread.Of(runs.Select(run => run.Took.Wall - run.Stages.Values.Sum())).Median)]);

        void Row(string name, IReadOnlyList<double> seconds) =>
            text.AppendLine($"| {name} | {string.Join(" | ", seconds.Zip(walls, (took, wall) => $"{took:0.00} | {100 * took / wall:0.0} %"))} |");

        static double Seconds(IReadOnlyList<RunMeasure> runs, string stage) => Spread.Of(runs.Select(run => run.Stages.GetValueOrDefault(stage))).Median;
    }

    private static double Wall(IReadOnlyList<RunMeasure> runs) => Spread.Of(runs.Select(run => run.Took.Wall)).Median;

    private static string Fastest(IReadOnlyDictionary<string, List<Measure>> ways, string kind) => ways
        .Where(way => way.Key.StartsWith(kind, StringComparison.Ordinal))
        .MinBy(way => Spread.Of(way.Value.Select(took => took.Wall)).Median).Key;
}
