using System.Globalization;
using System.Text;
using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Peers;

/// <summary>Runs the product and its peers in turns on the same input, compares what they publish, and writes the table.</summary>
internal sealed class PeersBenchmark(PeersOptions options)
{
    /// <summary>All of it; the results are printed and, with all peers, written to <c>bench/results</c>.</summary>
    /// <param name="repeat">How often.</param>
    /// <param name="only">The key of the only peer to measure; null for all.</param>
    public void Run(int repeat, string? only)
    {
        var machine = Machine.Here();
        var peers = Peer.All(options).Where(peer => only is null || peer.Key == only).ToList();
        var rounds = peers.ToDictionary(peer => peer, _ => new List<Round>());
        for (var i = 1; i <= repeat; i++)
        {
            foreach (var peer in peers)
            {
                var round = peer.Measure(options);
                rounds[peer].Add(round);
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{i} of {repeat}: {peer.Name} {round.Theirs:0.0} s, a run {round.Ours:0.0} s; the same: {round.Compared}"));
            }
        }

        var text = Write(machine, repeat, rounds);
        if (only is null)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, $"peers-{options.Orders}.md"), text);
        Console.Write(text);
    }

    private string Write(Machine machine, int repeat, Dictionary<Peer, List<Round>> rounds)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# A run beside other ways to the same rows, {options.Orders:N0} orders\n");
        var server = options.Server;
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{machine}, PostgreSQL {server.Version} (`fsync` {server.Ask("postgres", "show fsync")}, `synchronous_commit` {server.Ask("postgres", "show synchronous_commit")}, "
            + $"`max_parallel_workers_per_gather` {server.Ask("postgres", "show max_parallel_workers_per_gather")}), Node {NodeVersion()}, "
            + $"`--memory {options.Memory} --threads {options.Threads}`, {repeat} repetitions, medians (min–max)\n");
        text.AppendLine("| peer | work | orders | peer, s | a run, s | peer / run | aim | |").AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var (peer, measured) in rounds)
        {
            var (theirs, ours) = (Spread.Of(measured.Select(round => round.Theirs)), Spread.Of(measured.Select(round => round.Ours)));
            var ratio = theirs.Median / ours.Median;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {peer.Name} | {peer.Work} | {peer.Orders:N0} | {theirs} | {ours} | {ratio:0.00} | ≥ {peer.Aim} | {(ratio >= peer.Aim ? "holds" : "does not hold")} |");
        }

        text.AppendLine("\nRows that both have published and that were the same, in every repetition:\n").AppendLine("| peer | rows compared |").AppendLine("| --- | --- |");
        foreach (var (peer, measured) in rounds)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {measured[^1].Compared} |");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string NodeVersion() => ChildProcess.Run("node", "--version").Output.Trim();
}
