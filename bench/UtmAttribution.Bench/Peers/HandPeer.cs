using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Peers;

/// <summary>Five models from Parquet to Parquet, against SQL that is written by hand for DuckDB and run by its own binding for Node.</summary>
internal static class HandPeer
{
    /// <summary>Measures both once, and compares what they have published.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static Round Measure(PeersOptions options)
    {
        var (source, ours, theirs, spill) = (Generate(options), Empty(options, "peers-ours"), Empty(options, "peers-hand"), Empty(options, "peers-spill"));
        var seconds = options.Run("--source", source, "--out", ours, "--models", PeersOptions.Models);
        Directory.CreateDirectory(theirs);
        var (took, _, _) = ChildProcess.Run("node", RepositoryPaths.PeerFile("by-hand.js"), source, theirs, $"{options.Threads}", options.Memory, spill);
        return new(seconds, took.Wall, HandComparison.Compare(ours, theirs));
    }

    private static string Generate(PeersOptions options)
    {
        var source = Path.Combine(options.Work, $"peers-orders-{options.Orders}");
        if (Directory.Exists(source))
            return source;
        var half = Empty(options, $"peers-orders-{options.Orders}.part");
        BenchServer.Tool("generate", "--orders", $"{options.Orders}", "--days", $"{EndToEndOptions.Days}", "--seed", "1", "--hostile", "0", "--out", half, "--quiet");
        Directory.Move(half, source);
        return source;
    }

    private static string Empty(PeersOptions options, string name)
    {
        var folder = Path.Combine(Directory.CreateDirectory(options.Work).FullName, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return folder;
    }
}
