using FsCheck;
using FsCheck.Fluent;
using UtmAttribution.Paths;

namespace UtmAttribution.Tests.Paths;

/// <summary>Paths for tests.</summary>
internal static class Given
{
    /// <summary>Paths from text such as <c>"abca"</c>, a letter for every touch.</summary>
    public static ChannelPaths Paths(params (string Path, double Conversions, double Value, double Nulls)[] rows)
    {
        var paths = new ChannelPaths();
        foreach (var (path, conversions, value, nulls) in rows)
            paths.Add([.. path.Select(letter => letter - 'a')], conversions, value, nulls);
        return paths;
    }

    /// <summary>Random paths through so many channels at most.</summary>
    public static ChannelPaths Random(int seed, int channels, int count, int longest)
    {
        var random = new Random(seed);
        var paths = new ChannelPaths();
        for (var path = 0; path < count; path++)
        {
            int[] touches = [.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => random.Next(channels))];
            var conversions = random.Next(3);
            paths.Add(touches, conversions, conversions * random.Next(100) / 4.0, random.Next(4));
        }

        return paths;
    }

    /// <summary>Any small set of paths.</summary>
    public static Arbitrary<ChannelPaths> Any() => (
        from seed in Gen.Choose(0, int.MaxValue)
        from channels in Gen.Choose(1, 6)
        from count in Gen.Choose(1, 40)
        from longest in Gen.Choose(1, 9)
        select Random(seed, channels, count, longest)).ToArbitrary();
}
