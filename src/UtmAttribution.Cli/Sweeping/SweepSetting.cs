using UtmAttribution.Options;

namespace UtmAttribution.Cli.Sweeping;

/// <summary>One value of each parameter that a sweep moves; null where it does not touch a model.</summary>
/// <param name="Lookback">How long before an order a session may take credit.</param>
/// <param name="SessionTimeout">The longest gap inside a session.</param>
/// <param name="Touchpoints">Which sessions may take credit.</param>
/// <param name="HalfLife">Time decay's half-life.</param>
/// <param name="Position">The shares of <c>position_based</c>.</param>
internal sealed record SweepSetting(TimeSpan Lookback, TimeSpan SessionTimeout, TouchpointTiers? Touchpoints, TimeSpan? HalfLife, PositionShares? Position)
{
    /// <summary>The names of the parameters, in the order in which a sweep moves them, the last one first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lookback", "session_timeout", "touchpoints", "half_life", "position"];

    /// <summary>The values as texts, as their options take them, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<string?> Texts =>
    [
        OptionNames.Duration(Lookback), OptionNames.Duration(SessionTimeout), Touchpoints is { } which ? OptionNames.Touchpoints[which] : null,
        HalfLife is { } span ? OptionNames.Duration(span) : null, Position is { } shares ? OptionNames.Shares(shares) : null,
    ];

    /// <summary>What of it touches a model.</summary>
    public SweepSetting For(AttributionModel model) => this with
    {
        Touchpoints = model == AttributionModel.LastNonDirectClick ? null : Touchpoints,
        HalfLife = model == AttributionModel.TimeDecay ? HalfLife : null,
        Position = model == AttributionModel.PositionBased ? Position : null,
    };

    /// <summary>The options of a run with this setting.</summary>
    public AttributionOptions Of(AttributionOptions options) => options with
    {
        Lookback = Lookback,
        SessionTimeout = SessionTimeout,
        Touchpoints = Touchpoints ?? options.Touchpoints,
        HalfLife = HalfLife ?? options.HalfLife,
        Position = Position ?? options.Position,
    };
}
