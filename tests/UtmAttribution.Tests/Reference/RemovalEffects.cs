using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>
/// What would be lost without a channel (section 6), by the definition alone: for every channel the whole chain is written down
/// without its states, and solved.
/// </summary>
internal sealed class RemovalEffects
{
    private readonly Dictionary<string, BigInteger> _units = [];

    /// <summary>Learns from paths that all converted.</summary>
    public RemovalEffects(IReadOnlyList<string[]> paths, int order)
    {
        var walks = paths.Select(path => States(path, order)).ToList();
        var whole = Conversion(walks, without: null);
        foreach (var channel in paths.SelectMany(path => path).Distinct())
            _units[channel] = (BigInteger)Math.Floor(1e9 * (1 - Conversion(walks, channel) / whole) + 0.5);
    }

    /// <summary>⌊10⁹ · removal effect + ½⌋; 0 of a channel that is on no path.</summary>
    public BigInteger Units(string channel) => _units.GetValueOrDefault(channel);

    private static List<string[]> States(string[] path, int order)
    {
        string[] steps = [.. path.Where((channel, i) => i == 0 || path[i - 1] != channel)];
        return steps.Length <= order ? [steps] : [.. Enumerable.Range(0, steps.Length - order + 1).Select(i => steps[i..(i + order)])];
    }

    /// <summary>The probability that the chain ends in a conversion, which is never entered through a state with the channel.</summary>
    private static double Conversion(List<List<string[]>> walks, string? without)
    {
        var numbers = new Dictionary<string, int>();
        var kept = new List<bool>();
        var steps = new Dictionary<(int From, int To), int>();
        const int Start = -1, End = -2;
        foreach (var walk in walks)
        {
            int[] ids = [Start, .. walk.Select(Number), End];
            for (var i = 1; i < ids.Length; i++)
                steps[(ids[i - 1], ids[i])] = steps.GetValueOrDefault((ids[i - 1], ids[i])) + 1;
        }

        // x = conversion probability by state: x_i - Σ p_ij x_j = p_i,end, and 0 for a state that is taken out.
        var n = numbers.Count;
        var system = new double[n][];
        for (var i = 0; i < n; i++)
        {
            system[i] = new double[n + 1];
            system[i][i] = 1;
        }
        var visits = steps.GroupBy(s => s.Key.From).ToDictionary(s => s.Key, s => (double)s.Sum(step => step.Value));
        foreach (var ((from, to), count) in steps)
        {
            if (from != Start && kept[from])
                system[from][to == End ? n : to] += (to == End ? count : -count) / visits[from];
        }
        var solved = Solve(system);
        return steps.Where(s => s.Key.From == Start).Sum(s => s.Value / visits[Start] * solved[s.Key.To]);

        int Number(string[] state)
        {
            var key = string.Join('\u0001', state);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = numbers.Count;
                kept.Add(!state.Contains(without));
            }
            return number;
        }
    }

    /// <summary>Gauss' elimination, the largest pivot first.</summary>
    private static double[] Solve(double[][] system)
    {
        var n = system.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(system[row][column]));
            (system[column], system[pivot]) = (system[pivot], system[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = system[row][column] / system[column][column];
                for (var i = column; factor != 0 && i <= n; i++)
                    system[row][i] -= factor * system[column][i];
            }
        }
        var solved = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            var rest = system[row][n];
            for (var column = row + 1; column < n; column++)
                rest -= system[row][column] * solved[column];
            solved[row] = rest / system[row][row];
        }
        return solved;
    }
}
