namespace UtmAttribution.Paths;

/// <summary>
/// An absorbing Markov chain as numbers: Q between its states by rows, r to the conversion, and how often each state was visited.
/// </summary>
internal sealed class SparseChain
{
    /// <summary>Takes the counts over.</summary>
    public SparseChain(ChainStates states, IEnumerable<(int From, int To, double Count)> steps)
    {
        States = states;
        Rows = new int[states.Count + 1];
        var to = new List<int>();
        var counts = new List<double>();
        Visits = [.. states.Starts];
        foreach (var step in steps)
        {
            to.Add(step.To);
            counts.Add(step.Count);
            Rows[step.From + 1] = to.Count;
            Visits[step.To] += step.Count;
        }

        for (var state = 0; state < states.Count; state++)
            Rows[state + 1] = Math.Max(Rows[state + 1], Rows[state]);

        To = [.. to];
        Counts = [.. counts];
        Ends = Sum(states.Conversions) + Sum(states.Nulls);
        Conversion = Ends > 0 ? Sum(states.Conversions) / Ends : 0;
    }

    /// <summary>Its states.</summary>
    public ChainStates States { get; }

    /// <summary>Where the steps from each state begin; one more than there are states.</summary>
    public int[] Rows { get; }

    /// <summary>Where each step goes.</summary>
    public int[] To { get; }

    /// <summary>How often each step was taken.</summary>
    public double[] Counts { get; }

    /// <summary>How often each state was visited: what it was left, which is what it was entered or begun with.</summary>
    public double[] Visits { get; }

    /// <summary>How often paths ended, which is how often they began.</summary>
    public double Ends { get; }

    /// <summary>
    /// P, the probability that the chain ends in a conversion. The chain visits its states as often as the paths that it was counted
    /// from did: start·(I−Q)^-1 is visits over ends, since both solve v = start + v·Q. So P = start·(I−Q)^-1·r is the share of paths
    /// that converted, at every order; nothing has to be solved for it.
    /// </summary>
    public double Conversion { get; }

    /// <summary>The probability of a step.</summary>
    public double Probability(int from, int step) => Counts[step] / Visits[from];

    /// <summary>r: the probability that a conversion follows a state at once.</summary>
    public double Converts(int state) => States.Conversions[state] / Visits[state];

    private static double Sum(double[] terms)
    {
        var sum = default(CompensatedSum);
        foreach (var term in terms)
            sum.Add(term);
        return sum.Total;
    }
}
