namespace UtmAttribution.Paths;

/// <summary>Credit while it is collected path by path.</summary>
/// <param name="paths">The paths whose credit is shared.</param>
internal sealed class CreditSums(ChannelPaths paths)
{
    private readonly CompensatedSum[] _conversions = new CompensatedSum[paths.Channels];
    private readonly CompensatedSum[] _value = new CompensatedSum[paths.Channels];

    /// <summary>Gives a share of a path to a channel.</summary>
    public void Add(int path, int channel, double share)
    {
        _conversions[channel].Add(paths.ConversionsOf(path) * share);
        _value[channel].Add(paths.ValueOf(path) * share);
    }

    /// <summary>The credit of all channels.</summary>
    public ChannelCredit Credit => new([.. _conversions.Select(sum => sum.Total)], [.. _value.Select(sum => sum.Total)]);
}
