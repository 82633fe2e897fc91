using System.Runtime.InteropServices;

namespace UtmAttribution.Paths;

/// <summary>
/// Paths to a conversion, or to none: each the numbers of its channels in the order of the touches, with how often it ended in
/// a conversion, what these were worth, and how often it ended without one. Paths that are equal may be given together or apart.
/// Names of channels are the caller's affair: the numbers begin with 0.
/// </summary>
public sealed class ChannelPaths
{
    private readonly List<int> _touches = [];
    private readonly List<int> _ends = [];
    private readonly List<Outcome> _outcomes = [];
    private CompensatedSum _conversions;
    private CompensatedSum _value;
    private CompensatedSum _nulls;

    /// <summary>Number of paths.</summary>
    public int Count => _ends.Count;

    /// <summary>Number of channels: one more than the greatest number of any.</summary>
    public int Channels { get; private set; }

    /// <summary>All conversions.</summary>
    public double Conversions => _conversions.Total;

    /// <summary>What all conversions are worth, in the unit of <see cref="Add"/>.</summary>
    public double Value => _value.Total;

    /// <summary>How often a path ended without a conversion.</summary>
    public double Nulls => _nulls.Total;

    /// <summary>Adds a path.</summary>
    /// <param name="channels">Numbers of its channels from the first touch to the last; at least one.</param>
    /// <param name="conversions">How often it ended in a conversion; 0 or more, not necessarily whole.</param>
    /// <param name="value">What its conversions are worth together, in any unit.</param>
    /// <param name="nulls">How often it ended without a conversion; 0 or more.</param>
    /// <exception cref="ArgumentException">There is no channel, or a number that is none of a channel.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A figure is negative or not finite.</exception>
    public void Add(ReadOnlySpan<int> channels, double conversions, double value, double nulls)
    {
        if (channels.IsEmpty)
            throw new ArgumentException("A path has at least one channel; leave others out.", nameof(channels));
        RequireCount(conversions, nameof(conversions));
        RequireCount(nulls, nameof(nulls));
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "The value of a path is a finite number.");
        foreach (var channel in channels)
        {
            if (channel is < 0 or int.MaxValue)
                throw new ArgumentException($"{channel} is no number of a channel; they begin with 0.", nameof(channels));
            Channels = Math.Max(Channels, channel + 1);
        }

        _touches.AddRange(channels);
        _ends.Add(_touches.Count);
        _outcomes.Add(new(conversions, value, nulls));
        _conversions.Add(conversions);
        _value.Add(value);
        _nulls.Add(nulls);
    }

    /// <summary>The channels of a path from its first touch to its last; valid until the next <see cref="Add"/>.</summary>
    public ReadOnlySpan<int> Touches(int path)
    {
        var start = path == 0 ? 0 : _ends[path - 1];
        return CollectionsMarshal.AsSpan(_touches)[start.._ends[path]];
    }

    /// <summary>How often a path ended in a conversion.</summary>
    public double ConversionsOf(int path) => _outcomes[path].Conversions;

    /// <summary>What the conversions of a path are worth together.</summary>
    public double ValueOf(int path) => _outcomes[path].Value;

    /// <summary>How often a path ended without a conversion.</summary>
    public double NullsOf(int path) => _outcomes[path].Nulls;

    private static void RequireCount(double count, string name)
    {
        if (!double.IsFinite(count) || count < 0)
            throw new ArgumentOutOfRangeException(name, count, "A count is a finite number, 0 or more.");
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Outcome(double Conversions, double Value, double Nulls);
}
