namespace UtmAttribution.Bench.Guarding;

/// <summary>A ratio, kept and measured.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Was">What is kept; null where nothing is.</param>
/// <param name="Is">What was measured; null where nothing was.</param>
internal sealed record ComparedRatio(string Name, double? Was, double? Is)
{
    /// <summary>What it says.</summary>
    public Verdict Verdict => (Was, Is) switch
    {
        (null, _) => Verdict.New,
        (_, null) => Verdict.Missing,
        var (before, now) when now < before * KeptRatios.Least => Verdict.Worse,
        var (before, now) when now * KeptRatios.Least > before => Verdict.Better,
        _ => Verdict.Same,
    };
}
