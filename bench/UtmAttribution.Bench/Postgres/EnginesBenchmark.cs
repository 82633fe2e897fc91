using System.Globalization;
using System.Text;
using System.Text.Json;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Engines;

namespace UtmAttribution.Bench.Postgres;

/// <summary>Runs the same orders with both engines in turns, from one database into fresh others, and writes the table of their stages.</summary>
/// <param name="server">Where the databases are.</param>
/// <param name="orders">Generated orders.</param>
/// <param name="memory">The embedded engine's memory limit.</param>
internal sealed class EnginesBenchmark(BenchServer server, int orders, string memory)
{
    private const string Target = "utm_bench_engines";
    private static readonly string[] Engines = ["duckdb", "postgres"];

    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public void Run(int repeat)
    {
        var machine = Machine.Here();
        var source = server.Source(orders);
        var times = Engines.ToDictionary(engine => engine, _ => new Dictionary<string, List<double>>(StringComparer.Ordinal), StringComparer.Ordinal);
        for (var i = 1; i <= repeat; i++)
        {
            foreach (var engine in Engines)
            {
                var stages = RunWith(engine, source);
                stages["all models"] = SqlModel.All.Sum(model => stages[model.Name]);
                foreach (var (stage, seconds) in stages)
                    (times[engine].TryGetValue(stage, out var found) ? found : times[engine][stage] = []).Add(seconds);
                Console.Error.WriteLine($"{i} of {repeat}: {engine}, models {stages["all models"]:0.0} s, everything {stages.Values.Sum() - stages["all models"]:0.0} s");
            }
        }

        Write(machine, repeat, times);
    }

    private Dictionary<string, double> RunWith(string engine, string source)
    {
        var (_, _, report) = BenchServer.Tool(
            "run", "--source", source, "--postgres", server.MakeTarget(Target), "--engine", engine, "--models", EndToEndOptions.Models, "--memory", memory,
            "--json", "--quiet");
        server.Drop(Target);
        using var json = JsonDocument.Parse(report);
        return json.RootElement.GetProperty("stages").EnumerateArray().ToDictionary(
            stage => stage.GetProperty("stage").GetString()!, stage => stage.GetProperty("seconds").GetDouble(), StringComparer.Ordinal);
    }

    private void Write(Machine machine, int repeat, Dictionary<string, Dictionary<string, List<double>>> times)
    {
        var (embedded, onServer) = (times[Engines[0]], times[Engines[1]]);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# The models of {orders:N0} orders in both engines\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine}, PostgreSQL {server.Version}, `--memory {memory} --models {EndToEndOptions.Models}`, {repeat} repetitions, medians\n");
        text.AppendLine("| stage | DuckDB, s | PostgreSQL, s | ratio |").AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var stage in onServer.Keys)
        {
            var theirs = Spread.Of(onServer[stage]);
            if (embedded.TryGetValue(stage, out var found) && Spread.Of(found) is var ours)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {stage} | {ours} | {theirs} | {theirs.Median / Math.Max(ours.Median, 0.01):0.0} |");
            else
                text.AppendLine(CultureInfo.InvariantCulture, $"| {stage} | | {theirs} | |");
        }

        File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, $"engines-{orders}.md"), text.ToString());
        Console.Write(text);
    }
}
