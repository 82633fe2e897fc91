using UtmAttribution.Options;

namespace UtmAttribution.Cli.Explaining;

/// <summary>The rules of a run by the names of their options, without dashes.</summary>
internal static class RuleSettings
{
    /// <summary>Those that decide where an order goes.</summary>
    public static IReadOnlyDictionary<string, string> Of(AttributionOptions options) => new Dictionary<string, string>
    {
        ["time-zone"] = options.TimeZone,
        ["revenue"] = OptionNames.Revenue[options.Revenue],
        ["primary-model"] = options.PrimaryModel.Name(),
        ["lookback"] = Span(options.Lookback),
        ["session-timeout"] = Span(options.SessionTimeout),
        ["half-life"] = Span(options.HalfLife),
        ["position"] = $"{options.Position.First},{options.Position.Middle},{options.Position.Last}",
        ["touchpoints"] = OptionNames.Touchpoints[options.Touchpoints],
        ["shop-host"] = string.Join(",", options.ShopHosts),
    };

    /// <summary>A duration as its option takes it, in the largest unit that it is whole in.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (length, unit) = seconds % 86_400 == 0 ? (86_400, "d") : seconds % 3_600 == 0 ? (3_600, "h") : seconds % 60 == 0 ? (60, "m") : (1, "s");
        return $"{seconds / length}{unit}";
    }
}
