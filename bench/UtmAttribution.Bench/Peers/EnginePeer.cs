using System.Text.Json;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Peers;

/// <summary>Five models from a database into a schema of it, against the same rules in sets on the server itself, without the data leaving it.</summary>
internal static class EnginePeer
{
    private const string Ours = "utm_bench_peers_ours";
    private const string Theirs = "utm_bench_peers_sets";

    /// <summary>Measures both once, and compares what they have published, all datasets in full.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static Round Measure(PeersOptions options)
    {
        var server = options.Server;
        var source = server.Source(options.Orders);
        double RunWith(string engine, string schema) => options.Run(
            "--postgres", source, "--schema", server.MakeSchema(source, schema), "--engine", engine, "--models", PeersOptions.Models);

        var ours = RunWith("duckdb", Ours);
        var theirs = RunWith("postgres", Theirs);
        var compared = Compare(source);
        server.DropSchema(source, Ours);
        server.DropSchema(source, Theirs);
        return new(ours, theirs, compared);
    }

    private static string Compare(string source)
    {
        var (_, _, output) = BenchServer.Tool("diff", source, source, "--schema-a", Ours, "--schema-b", Theirs, "--format", "json", "--top", "0", "--memory", "4GB", "--quiet");
        using var json = JsonDocument.Parse(output);
        var datasets = json.RootElement.GetProperty("datasets").EnumerateArray().ToList();
        long Sum(string property) => datasets.Sum(dataset => dataset.GetProperty(property).GetInt64());
        return RowCounts.Check([new("rows of all datasets, every column", Sum("rows_a"), Sum("rows_a") + Sum("rows_b") - (2 * Sum("same")))]);
    }
}
