using UtmAttribution.Options;

namespace UtmAttribution.Cli.Sweeping;

/// <summary>What a sweep computes: every combination of the parameters' values, of which the first is the base.</summary>
internal sealed record SweepPlan
{
    /// <summary>The values of each parameter, the base's first.</summary>
    public required IReadOnlyList<TimeSpan> Lookbacks { get; init; }

    /// <inheritdoc cref="Lookbacks"/>
    public required IReadOnlyList<TimeSpan> SessionTimeouts { get; init; }

    /// <inheritdoc cref="Lookbacks"/>
    public required IReadOnlyList<TouchpointTiers> Touchpoints { get; init; }

    /// <inheritdoc cref="Lookbacks"/>
    public required IReadOnlyList<TimeSpan> HalfLives { get; init; }

    /// <inheritdoc cref="Lookbacks"/>
    public required IReadOnlyList<PositionShares> Positions { get; init; }

    /// <summary>Whether campaigns are looked at, instead of channels.</summary>
    public bool ByCampaign { get; init; }

    /// <summary>All combinations: those that need the most again lie farthest apart.</summary>
    public IEnumerable<SweepSetting> Settings() =>
        from lookback in Lookbacks
        from timeout in SessionTimeouts
        from touchpoints in Touchpoints
        from halfLife in HalfLives
        from position in Positions
        select new SweepSetting(lookback, timeout, touchpoints, halfLife, position);
}
