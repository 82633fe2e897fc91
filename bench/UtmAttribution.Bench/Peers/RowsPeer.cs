using System.Globalization;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Peers;

/// <summary>Last click from a database into a schema of it, against the row-by-row way.</summary>
internal static class RowsPeer
{
    private const string Ours = "utm_bench_peers_ours";
    private const string Theirs = "utm_bench_peers_rows";

    /// <summary>Measures both once, and compares what they have published.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static Round Measure(PeersOptions options)
    {
        var server = options.Server;
        var source = server.Source(options.RowOrders);
        var ours = options.Run("--postgres", source, "--schema", server.MakeSchema(source, Ours), "--models", "last_click");
        var theirs = ChildProcess.Run(Path.Combine(AppContext.BaseDirectory, "UtmAttribution.Bench"), PeersCommand.RowsName, "--postgres", source, "--schema", Theirs).Took.Wall;
        var compared = Compare(options);
        server.DropSchema(source, Ours);
        server.DropSchema(source, Theirs);
        return new(ours, theirs, compared);
    }

    private static string Compare(PeersOptions options)
    {
        var query = File.ReadAllText(RepositoryPaths.PeerFile("rows-check.sql"))
            .Replace(":ours", Ours, StringComparison.Ordinal).Replace(":theirs", Theirs, StringComparison.Ordinal);
        var lines = options.Server.Ask(BenchServer.SourceName(options.RowOrders), query).Split('\n');
        return RowCounts.Check(lines.Select(line => line.Split('|')).Select(cells => new RowCounts(cells[0], Number(cells[1]), Number(cells[2]))));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
