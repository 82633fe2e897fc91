namespace UtmAttribution.Paths;

/// <summary>The states of a Markov chain, each some consecutive channels, and how often paths began and ended there.</summary>
/// <param name="Channels">The channels of all states, one after the other.</param>
/// <param name="ChannelsFrom">Where those of each state begin; one more than there are states.</param>
/// <param name="Starts">How often a path began in the state.</param>
/// <param name="Conversions">How often one ended there in a conversion.</param>
/// <param name="Nulls">How often one ended there without.</param>
internal sealed record ChainStates(int[] Channels, int[] ChannelsFrom, double[] Starts, double[] Conversions, double[] Nulls)
{
    /// <summary>How many there are.</summary>
    public int Count => Starts.Length;

    /// <summary>The channels of a state, the earliest first.</summary>
    public ReadOnlySpan<int> ChannelsOf(int state) => Channels.AsSpan(ChannelsFrom[state]..ChannelsFrom[state + 1]);

    /// <summary>The states that contain each channel.</summary>
    public IReadOnlyList<int>[] ByChannel(int channels)
    {
        var states = new List<int>[channels];
        for (var channel = 0; channel < channels; channel++)
            states[channel] = [];

        for (var state = 0; state < Count; state++)
        {
            foreach (var channel in ChannelsOf(state))
            {
                if (states[channel] is not [.., var last] || last != state)
                    states[channel].Add(state);
            }
        }

        return states;
    }
}
