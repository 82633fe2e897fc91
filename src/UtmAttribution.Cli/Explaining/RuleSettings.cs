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
        ["lookback"] = OptionNames.Duration(options.Lookback),
        ["session-timeout"] = OptionNames.Duration(options.SessionTimeout),
        ["half-life"] = OptionNames.Duration(options.HalfLife),
        ["position"] = OptionNames.Shares(options.Position),
        ["touchpoints"] = OptionNames.Touchpoints[options.Touchpoints],
        ["shop-host"] = string.Join(",", options.ShopHosts),
    };
}
