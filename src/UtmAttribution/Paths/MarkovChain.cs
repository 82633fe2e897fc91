namespace UtmAttribution.Paths;

/// <summary>
/// The absorbing Markov chain of order k that paths make: states are the start, the conversion, the end without one ("null"), and
/// the k-tuples of consecutive channels. A shorter path is one state; equal neighbours in a path are one touch.
/// </summary>
/// <remarks>
/// Anderl, Becker, von Wangenheim, Schumann, "Mapping the customer journey: lessons learned from graph-based online attribution
/// modeling", International Journal of Research in Marketing 33 (2016). Everything is solved exactly: nothing is simulated.
/// </remarks>
public sealed class MarkovChain
{
    /// <summary>The greatest order.</summary>
    public const int GreatestOrder = 4;

    private readonly SparseChain _chain;
    private readonly int _channels;

    private MarkovChain(SparseChain chain, int channels, int order) => (_chain, _channels, Order) = (chain, channels, order);

    /// <summary>How many touches a state remembers, 1 to 4.</summary>
    public int Order { get; }

    /// <summary>Number of states, without start, conversion and null.</summary>
    public int States => _chain.States.Count;

    /// <summary>
    /// P = start·(I−Q)^-1·r: the probability that a path ends in a conversion. It is the same at every order: conversions over
    /// conversions and nulls. 0 where there are neither.
    /// </summary>
    public double ConversionProbability => _chain.Conversion;

    /// <summary>Counts the chain of some paths. Paths without conversions and nulls say nothing and are passed over.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="order">How many touches a state remembers, 1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is another.</exception>
    public static MarkovChain Of(ChannelPaths paths, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, GreatestOrder);
        var counts = new ChainCounts(order);
        counts.Add(paths);
        return new(new SparseChain(counts.States, counts.Steps), paths.Channels, order);
    }

    /// <summary>All steps that were seen: those from the start, then state by state, to other states before the ends.</summary>
    public IEnumerable<MarkovTransition> Transitions()
    {
        var states = _chain.States;
        for (var state = 0; state < states.Count; state++)
        {
            if (states.Starts[state] > 0)
                yield return new([], Channels(state), Converts: false, states.Starts[state], states.Starts[state] / _chain.Ends);
        }

        for (var state = 0; state < states.Count; state++)
        {
            var from = Channels(state);
            for (var step = _chain.Rows[state]; step < _chain.Rows[state + 1]; step++)
                yield return new(from, Channels(_chain.To[step]), Converts: false, _chain.Counts[step], _chain.Probability(state, step));

            if (states.Conversions[state] > 0)
                yield return new(from, [], Converts: true, states.Conversions[state], _chain.Converts(state));
            if (states.Nulls[state] > 0)
                yield return new(from, [], Converts: false, states.Nulls[state], states.Nulls[state] / _chain.Visits[state]);
        }
    }

    /// <summary>
    /// The removal effect of every channel, 0 to 1: 1 − (P without every state that contains it)/P, where a path that would enter
    /// such a state is lost. All 0 where nothing converts.
    /// </summary>
    /// <param name="cancellation">Ends the work.</param>
    public IReadOnlyList<double> RemovalEffects(CancellationToken cancellation = default)
    {
        var whole = _chain.Conversion;
        if (whole <= 0)
            return new double[_channels];
        var left = States <= DenseRemovals.MostStates(Order)
            ? DenseRemovals.Solve(_chain, _chain.States.ByChannel(_channels), cancellation)
            : SparseRemovals.Solve(_chain, _channels, cancellation);
        return [.. left.Select(probability => Math.Clamp(1 - (probability / whole), 0, 1))];
    }

    /// <summary>
    /// Credit by removal effects: all conversions times a channel's effect over the sum of all effects, and their value alike.
    /// Where all effects are 0, as <see cref="TouchModels.Linear"/>.
    /// </summary>
    /// <param name="paths">The paths that the chain was counted from.</param>
    /// <param name="effects">What <see cref="RemovalEffects"/> gave.</param>
    public static ChannelCredit Credit(ChannelPaths paths, IReadOnlyList<double> effects)
    {
        var sum = default(CompensatedSum);
        foreach (var effect in effects)
            sum.Add(effect);
        var all = sum.Total;
        return all > 0
            ? new([.. effects.Select(effect => paths.Conversions * effect / all)], [.. effects.Select(effect => paths.Value * effect / all)])
            : TouchModels.Linear(paths);
    }

    private int[] Channels(int state) => _chain.States.ChannelsOf(state).ToArray();
}
