using System.Data;
using UtmAttribution.Paths;

namespace UtmAttribution.Cli.Output;

/// <summary>The transition matrix of a Markov chain: a row per step that was seen.</summary>
internal static class TransitionTable
{
    private const string Start = "(start)";
    private const string Conversion = "(conversion)";
    private const string Null = "(null)";
    private const int DecimalsOfCount = 0;
    private const int DecimalsOfProbability = 6;

    /// <summary>The table, by the states' names, the start before and the ends after all others; the caller disposes of it.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="channels">Names of its channels.</param>
    /// <param name="separator">What stands between the channels of a state.</param>
    /// <param name="rounded">Whether figures have as many decimals as people read, instead of all.</param>
    public static DataTable Rows(MarkovChain chain, IReadOnlyList<string> channels, string separator, bool rounded)
    {
        var figures = rounded ? typeof(decimal) : typeof(double);
        var table = new DataTable { Columns = { "from", "to", { "transitions", figures }, { "probability", figures } } };
        var named = chain.Transitions().Select(step => (Step: step, From: Name(step.From), To: Name(step.To)))
            .OrderBy(step => step.Step.From.Count > 0).ThenBy(step => step.From, StringComparer.Ordinal)
            .ThenBy(step => step.Step.To.Count == 0).ThenByDescending(step => step.Step.Converts).ThenBy(step => step.To, StringComparer.Ordinal);
        foreach (var (step, from, to) in named)
        {
            var end = step.Converts ? Conversion : Null;
            var whole = step.Count == Math.Floor(step.Count);
            table.Rows.Add(
                step.From.Count == 0 ? Start : from, step.To.Count == 0 ? end : to,
                CreditTable.Figure(step.Count, whole ? DecimalsOfCount : DecimalsOfProbability, rounded),
                CreditTable.Figure(step.Probability, DecimalsOfProbability, rounded));
        }

        return table;

        string Name(IReadOnlyList<int> state) => string.Join(separator, state.Select(channel => channels[channel]));
    }
}
