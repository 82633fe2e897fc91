using MathNet.Numerics.LinearAlgebra;
using UtmAttribution.Paths;

namespace UtmAttribution.Tests.Paths;

/// <summary>The definition of a Markov chain's removal effects, word for word: a system of its own, solved from scratch, for every channel.</summary>
internal static class BruteChain
{
    /// <summary>P, or P without every state that contains the channel.</summary>
    public static double Conversion(ChannelPaths paths, int order, int? without = null)
    {
        var steps = new Dictionary<(string From, string To), double>();
        var visits = new Dictionary<string, double>();
        for (var path = 0; path < paths.Count; path++)
        {
            string[] states = ["start", .. States(paths.Touches(path).ToArray(), order)];
            Take([.. states, "conversion"], paths.ConversionsOf(path));
            Take([.. states, "null"], paths.NullsOf(path));
        }

        var kept = visits.Keys.Where(state => without is null || !state.Split(',').Contains($"{without}")).ToList();
        if (!kept.Contains("start"))
            return 0;
        var system = Matrix<double>.Build.Dense(
            kept.Count, kept.Count, (row, column) => (row == column ? 1 : 0) - Probability(kept[row], kept[column]));
        return system.Solve(Vector<double>.Build.Dense(kept.Count, row => Probability(kept[row], "conversion")))[kept.IndexOf("start")];

        double Probability(string from, string to) => steps.GetValueOrDefault((from, to)) / visits[from];

        void Take(string[] walk, double count)
        {
            if (count == 0)
                return;
            foreach (var (from, to) in walk.Zip(walk.Skip(1)))
            {
                steps[(from, to)] = steps.GetValueOrDefault((from, to)) + count;
                visits[from] = visits.GetValueOrDefault(from) + count;
            }
        }
    }

    private static IEnumerable<string> States(int[] touches, int order)
    {
        int[] path = [.. touches.Where((channel, index) => index == 0 || touches[index - 1] != channel)];
        return path.Length <= order
            ? [string.Join(',', path)]
            : Enumerable.Range(0, path.Length - order + 1).Select(first => string.Join(',', path.Skip(first).Take(order)));
    }
}
