using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using UtmAttribution.Paths;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What do the data-driven models cost, from paths to what channels get of them? The baseline only counts the conversions of the
/// same paths, each by its channels packed in a number, which is the least that anything with paths has to do. An operation is a path.
/// </summary>
[MemoryDiagnoser]
public class ChannelCredits
{
    private const int Count = 1_000_000;
    private const int Channels = 10;
    private const int LongestPath = 12;
    private const int BitsOfChannel = 4;

    private readonly ChannelPaths _paths = new();

    /// <summary>Makes paths of which half go on after every touch, to channels that follow the last one more often than others.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(7);
        Span<int> path = stackalloc int[LongestPath];
        for (var i = 0; i < Count; i++)
        {
            var length = 0;
            do
            {
                path[length] = length > 0 && random.Next(3) == 0 ? (path[length - 1] + 1) % Channels : random.Next(Channels);
                length++;
            }
            while (length < LongestPath && random.Next(2) == 0);

            var converts = random.Next(20) < length;
            _paths.Add(path[..length], converts ? 1 : 0, converts ? random.Next(10, 200) : 0, converts ? 0 : 1);
        }
    }

    /// <summary>The conversions of every distinct path.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int CountPaths()
    {
        var conversions = new Dictionary<ulong, double>();
        for (var path = 0; path < _paths.Count; path++)
        {
            var key = 0UL;
            foreach (var channel in _paths.Touches(path))
                key = (key << BitsOfChannel) | ((uint)channel + 1);
            CollectionsMarshal.GetValueRefOrAddDefault(conversions, key, out _) += _paths.ConversionsOf(path);
        }

        return conversions.Count;
    }

    /// <summary>The chain of order 1, its removal effects, and what they make of the conversions.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ChannelCredit Markov() => MarkovChain.Credit(_paths, MarkovChain.Of(_paths, order: 1).RemovalEffects());

    /// <summary>Shapley values.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ChannelCredit ShapleyValues() => Shapley.Credit(_paths);
}
