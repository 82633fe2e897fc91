using UtmAttribution.Options;

namespace UtmAttribution.Paths;

/// <summary>Models that share a path by the places of its touches alone. A channel with several touches has the shares of all.</summary>
public static class TouchModels
{
    /// <summary>All credit to the first touch.</summary>
    public static ChannelCredit First(ChannelPaths paths)
    {
        var sums = new CreditSums(paths);
        for (var path = 0; path < paths.Count; path++)
            sums.Add(path, paths.Touches(path)[0], 1);

        return sums.Credit;
    }

    /// <summary>All credit to the last touch.</summary>
    public static ChannelCredit Last(ChannelPaths paths)
    {
        var sums = new CreditSums(paths);
        for (var path = 0; path < paths.Count; path++)
            sums.Add(path, paths.Touches(path)[^1], 1);

        return sums.Credit;
    }

    /// <summary>The same credit to every touch: 1/n of n.</summary>
    public static ChannelCredit Linear(ChannelPaths paths)
    {
        var sums = new CreditSums(paths);
        for (var path = 0; path < paths.Count; path++)
        {
            var touches = paths.Touches(path);
            foreach (var channel in touches)
                sums.Add(path, channel, 1.0 / touches.Length);
        }

        return sums.Credit;
    }

    /// <summary>
    /// Fixed shares f to the first touch and l to the last, m in equal parts to those between; of two touches the first has f + m/2
    /// and the last l + m/2, a touch alone has all: as <c>position_based</c> shares an order.
    /// </summary>
    /// <param name="paths">The paths.</param>
    /// <param name="shares">f, m and l in whole percents that sum to 100.</param>
    public static ChannelCredit Position(ChannelPaths paths, PositionShares shares)
    {
        var sums = new CreditSums(paths);
        for (var path = 0; path < paths.Count; path++)
        {
            var touches = paths.Touches(path);
            if (touches.Length == 1)
            {
                sums.Add(path, touches[0], 1);
                continue;
            }

            var atEnds = touches.Length == 2 ? shares.Middle / 200.0 : 0;
            sums.Add(path, touches[0], (shares.First / 100.0) + atEnds);
            foreach (var channel in touches[1..^1])
                sums.Add(path, channel, shares.Middle / 100.0 / (touches.Length - 2));
            sums.Add(path, touches[^1], (shares.Last / 100.0) + atEnds);
        }

        return sums.Credit;
    }
}
