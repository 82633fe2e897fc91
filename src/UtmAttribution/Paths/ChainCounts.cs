using System.Runtime.InteropServices;

namespace UtmAttribution.Paths;

/// <summary>Counts the states of a Markov chain of order k and the steps between them, path by path, without any text.</summary>
/// <param name="order">k, 1 to 4: what a state remembers.</param>
internal sealed class ChainCounts(int order)
{
    private const int BitsOfChannel = 32;

    // A state is its last channels in one number, 32 bits each, one added so that a shorter state is another number.
    private readonly UInt128 _window = order == MarkovChain.GreatestOrder ? UInt128.MaxValue : (UInt128.One << (BitsOfChannel * order)) - 1;
    private readonly Dictionary<UInt128, int> _states = new(new PackedKeys());
    private readonly Dictionary<long, double> _steps = new(new PackedKeys());
    private readonly List<int> _channels = [];
    private readonly List<int> _channelsFrom = [0];
    private readonly List<double> _starts = [];
    private readonly List<double> _conversions = [];
    private readonly List<double> _nulls = [];
    private readonly List<int> _path = [];

    /// <summary>Adds all paths that ended in any way.</summary>
    public void Add(ChannelPaths paths)
    {
        for (var path = 0; path < paths.Count; path++)
        {
            var (conversions, nulls) = (paths.ConversionsOf(path), paths.NullsOf(path));
            if (conversions + nulls > 0)
                Add(paths.Touches(path), conversions, nulls);
        }
    }

    /// <summary>The states, in the order in which they were met.</summary>
    public ChainStates States => new([.. _channels], [.. _channelsFrom], [.. _starts], [.. _conversions], [.. _nulls]);

    /// <summary>How often each state went on to another: from, to, count; by from, then to.</summary>
    public IEnumerable<(int From, int To, double Count)> Steps =>
        _steps.OrderBy(step => step.Key).Select(step => ((int)(step.Key >> BitsOfChannel), (int)step.Key, step.Value));

    private void Add(ReadOnlySpan<int> touches, double conversions, double nulls)
    {
        _path.Clear();
        foreach (var channel in touches)
        {
            if (_path.Count == 0 || _path[^1] != channel)
                _path.Add(channel);
        }

        var path = CollectionsMarshal.AsSpan(_path);
        var first = Math.Min(order, path.Length);
        var key = UInt128.Zero;
        foreach (var channel in path[..first])
            key = Next(key, channel);

        var state = State(key, path[..first]);
        _starts[state] += conversions + nulls;
        for (var end = first + 1; end <= path.Length; end++)
        {
            key = Next(key, path[end - 1]);
            var next = State(key, path[(end - order)..end]);
            CollectionsMarshal.GetValueRefOrAddDefault(_steps, ((long)state << BitsOfChannel) | (uint)next, out _) += conversions + nulls;
            state = next;
        }

        _conversions[state] += conversions;
        _nulls[state] += nulls;
    }

    private UInt128 Next(UInt128 key, int channel) => ((key << BitsOfChannel) | ((uint)channel + 1)) & _window;

    private int State(UInt128 key, ReadOnlySpan<int> channels)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, key, out var isKnown);
        if (isKnown)
            return state;
        state = _starts.Count;
        _channels.AddRange(channels);
        _channelsFrom.Add(_channels.Count);
        _starts.Add(0);
        _conversions.Add(0);
        _nulls.Add(0);
        return state;
    }
}
