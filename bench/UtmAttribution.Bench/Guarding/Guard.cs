using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Guarding;

/// <summary>Measures ratios and compares them with those that are kept.</summary>
internal static class Guard
{
    /// <summary>Measures; then keeps the ratios, or prints how they differ.</summary>
    /// <param name="options">Of the whole run.</param>
    /// <param name="accept">Whether to keep them.</param>
    /// <returns>0; 1 where one has fallen by more than a quarter, measured twice, or is not there any more.</returns>
    public static int Run(EndToEndOptions options, bool accept)
    {
        var kept = accept ? null : KeptRatios.Load();
        var now = Measure(options, only: null);
        if (kept is null)
        {
            new KeptRatios($"{Machine.Here()}", now).Save();
            foreach (var (name, ratio) in now)
                Console.WriteLine($"{name}: {ratio:G3}");
            return 0;
        }

        var fallen = kept.Compare(now).Where(compared => compared.Verdict == Verdict.Worse).Select(compared => compared.Name).ToHashSet(StringComparer.Ordinal);
        if (fallen.Count > 0)
        {
            // What a busy machine has slowed is as fast as before the second time.
            Console.Error.WriteLine($"measuring again: {string.Join(", ", fallen)}");
            foreach (var (name, ratio) in Measure(options, fallen))
                now[name] = Math.Max(now[name], ratio);
        }

        var compared = kept.Compare(now);
        Console.Write(GuardTable.Write(kept, compared));
        return compared.Any(one => one.Verdict is Verdict.Worse or Verdict.Missing) ? 1 : 0;
    }

    private static SortedDictionary<string, double> Measure(EndToEndOptions options, HashSet<string>? only)
    {
        var ratios = new SortedDictionary<string, double>(PieceRatios.Measure(only), StringComparer.Ordinal);
        var wholeRun = WholeRunRatio.Name(options);
        if (only?.Contains(wholeRun) != false)
            ratios[wholeRun] = WholeRunRatio.Measure(options);
        return ratios;
    }
}
