namespace UtmAttribution.Paths;

/// <summary>
/// The Shapley value of channels, where the value of a set of channels is the number of conversions whose channels all lie in it.
/// </summary>
/// <remarks>
/// Such a game is a sum of one game for each path, in which a set has the path's conversions where it has all of the path's d
/// distinct channels, and nothing otherwise. In that unanimity game all d are alike and the others add nothing, so that each of the
/// d has 1/d (Shapley, "A value for n-person games", 1953); the value of a sum of games is the sum of values. The exact value is
/// therefore Σ conversions/d over the paths that have the channel: no sets are enumerated, and neither the order nor the number
/// of touches matters. (Zhao, Mahboobi, Bagheri, "Shapley value methods for attribution modeling in online advertising", 2018.)
/// </remarks>
public static class Shapley
{
    /// <summary>The Shapley value of every channel, for conversions and in the same shares for their value.</summary>
    public static ChannelCredit Credit(ChannelPaths paths)
    {
        var sums = new CreditSums(paths);
        var distinct = new List<int>();
        var lastPathWith = new int[paths.Channels];
        Array.Fill(lastPathWith, -1);
        for (var path = 0; path < paths.Count; path++)
        {
            distinct.Clear();
            foreach (var channel in paths.Touches(path))
            {
                if (lastPathWith[channel] == path)
                    continue;
                lastPathWith[channel] = path;
                distinct.Add(channel);
            }

            foreach (var channel in distinct)
                sums.Add(path, channel, 1.0 / distinct.Count);
        }

        return sums.Credit;
    }
}
