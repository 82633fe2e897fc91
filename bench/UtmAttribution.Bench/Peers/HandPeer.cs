using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Peers;

/// <summary>Five models from Parquet to Parquet, against SQL that is written by hand for DuckDB and run by its own binding for Node.</summary>
internal static class HandPeer
{
    /// <summary>Measures both once, and compares what they have published.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static Round Measure(PeersOptions options)
    {
        var (ours, theirs, spill) = (Empty(options, "peers-ours"), Empty(options, "peers-hand"), Empty(options, "peers-spill"));
        var source = Path.Combine(options.Work, $"peers-orders-{options.Orders}");
        GeneratedFiles.Make(source, options.Orders, isClean: true);
        var seconds = options.Run("--source", source, "--out", ours, "--models", PeersOptions.Models);
        Directory.CreateDirectory(theirs);
        var (took, _, _) = ChildProcess.Run("node", RepositoryPaths.PeerFile("by-hand.js"), source, theirs, $"{options.Threads}", options.Memory, spill);
        return new(seconds, took.Wall, HandComparison.Compare(ours, theirs));
    }

    private static string Empty(PeersOptions options, string name)
    {
        var folder = Path.Combine(Directory.CreateDirectory(options.Work).FullName, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return folder;
    }
}
