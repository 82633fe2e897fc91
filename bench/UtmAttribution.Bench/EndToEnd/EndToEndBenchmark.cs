using System.Text.Json;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Generates, runs the product and the floor in turns, and writes the tables.</summary>
internal static class EndToEndBenchmark
{
    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public static void Run(EndToEndOptions options)
    {
        Directory.CreateDirectory(options.Work);
        Generate(options);
        var machine = Machine.Here();
        var floor = new Floor(options);
        var runs = new List<RunMeasure>();
        var ways = new Dictionary<string, List<Measure>>(StringComparer.Ordinal);
        for (var i = 1; i <= options.Repeat; i++)
        {
            runs.Add(RunProduct(options));
            Tell($"{i} of {options.Repeat}: run {runs[^1].Took.Wall:0.0} s, {runs[^1].Took.Cpu:0.0} CPU-s, {runs[^1].PeakBytes >> 20} MiB");
            if (i == 1)
                FloorCommand.LoadInChild(options);
            foreach (var way in floor.Scans.Keys.Concat(floor.Writes.Keys))
            {
                var took = FloorCommand.RunInChild(options, way);
                Tell($"{i} of {options.Repeat}: {way} {took.Wall:0.0} s, {took.Cpu:0.0} CPU-s");
                ways.TryAdd(way, []);
                ways[way].Add(took);
            }
        }

        var result = new EndToEndResult(options, machine, runs, ways);
        var million = EndToEndResult.TryLoad(1_000_000);
        var text = EndToEndTables.Write(result, options.Orders == 1_000_000 ? null : million);
        result.Save(text);
        Console.Write(text);
    }

    /// <summary>Generates the orders, unless they are there.</summary>
    public static void Generate(EndToEndOptions options)
    {
        if (Directory.Exists(options.Source))
            return;
        Tell($"generating {options.Orders:N0} orders");
        var half = options.Source + ".part";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        ChildProcess.Run(
            RepositoryPaths.Program,
            "generate", "--orders", $"{options.Orders}", "--days", $"{EndToEndOptions.Days}", "--seed", "1", "--out", half, "--quiet");
        Directory.Move(half, options.Source);
    }

    /// <summary>Runs the product once, in a process of its own.</summary>
    public static RunMeasure RunProduct(EndToEndOptions options)
    {
        if (Directory.Exists(options.Published))
            Directory.Delete(options.Published, recursive: true);
        var (took, peak, output) = ChildProcess.Run(
            RepositoryPaths.Program,
            "run", "--source", options.Source, "--out", options.Published, "--models", EndToEndOptions.Models,
            "--memory", options.Memory, "--threads", $"{options.Threads}", "--json", "--quiet");
        using var report = JsonDocument.Parse(output);
        var stages = report.RootElement.GetProperty("stages").EnumerateArray()
            .GroupBy(stage => stage.GetProperty("stage").GetString()!, stage => stage.GetProperty("seconds").GetDouble(), StringComparer.Ordinal)
            .ToDictionary(stage => stage.Key, stage => stage.Sum(), StringComparer.Ordinal);
        var datasets = report.RootElement.GetProperty("datasets").EnumerateArray().ToList();
        return new(
            took, peak, stages,
            datasets.Sum(dataset => dataset.GetProperty("rows").GetInt64()),
            datasets.Sum(dataset => dataset.GetProperty("bytes").GetInt64()));
    }

    private static void Tell(string line) => Console.Error.WriteLine(line);
}
