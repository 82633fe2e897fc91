using System.Globalization;
using System.Text;
using System.Text.Json;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Engines;

namespace UtmAttribution.Bench.Postgres;

/// <summary>
/// Runs the same orders with both engines in turns, from one database into a fresh schema of it, so that PostgreSQL reads them where
/// they are, and writes the table of their stages.
/// </summary>
/// <param name="server">Where the databases are.</param>
/// <param name="orders">Generated orders.</param>
/// <param name="memory">The embedded engine's memory limit.</param>
internal sealed class EnginesBenchmark(BenchServer server, int orders, string memory)
{
    private const string Target = "utm_bench_engines";
    private const string AllModels = "all models";
    private const string ReadOrders = "orders, read for the models";
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
                var models = SqlModel.All.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
                stages[ReadOrders] = stages.Where(stage => !models.Contains(stage.Key) && stage.Key is not ("load ads" or "ledger")
                    && !stage.Key.StartsWith("publish", StringComparison.Ordinal)).Sum(stage => stage.Value);
                stages[AllModels] = models.Sum(model => stages[model]);
                foreach (var (stage, seconds) in stages)
                    (times[engine].TryGetValue(stage, out var found) ? found : times[engine][stage] = []).Add(seconds);
                Console.Error.WriteLine($"{i} of {repeat}: {engine}, orders {stages[ReadOrders]:0.0} s, models {stages[AllModels]:0.0} s");
            }
        }

        Write(machine, repeat, times);
    }

    private Dictionary<string, double> RunWith(string engine, string source)
    {
        var (_, _, report) = BenchServer.Tool(
            "run", "--postgres", source, "--schema", server.MakeSchema(source, Target), "--engine", engine, "--models", EndToEndOptions.Models, "--memory", memory,
            "--json", "--quiet");
        server.DropSchema(source, Target);
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
