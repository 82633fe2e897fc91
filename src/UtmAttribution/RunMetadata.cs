using System.Globalization;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Options;

namespace UtmAttribution;

/// <summary>What a run was told, as it is written with everything that it publishes.</summary>
internal static class RunMetadata
{
    private static readonly HashSet<string> OfOneRun = ["utm_attribution_version", "batch_id", "from", "to"];

    /// <summary>Whether a name is of a rule, which decides what is published of a date, and not of one run alone.</summary>
    public static bool IsRule(string name) => !OfOneRun.Contains(name);

    /// <summary>A value as its option takes it: spans are noted as 7.00:00:00, and given as 7d.</summary>
    public static string Shown(string value) =>
        TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var span) && value.Contains(':', StringComparison.Ordinal) ? OptionNames.Duration(span) : value;

    /// <summary>Names and values as text; those of training only where the run has training dates.</summary>
    public static Dictionary<string, string> Of(AttributionOptions options, RunIdentity identity)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["utm_attribution_version"] = ToolVersion.Text,
            ["contract_version"] = DataContract.Version.ToString(CultureInfo.InvariantCulture),
            ["batch_id"] = identity.BatchId,
            ["from"] = Iso(identity.From),
            ["to"] = Iso(identity.To),
            ["time_zone"] = options.TimeZone,
            ["currency"] = identity.Currency,
            ["currency_decimals"] = Currencies.Decimals(identity.Currency).ToString(CultureInfo.InvariantCulture),
            ["models"] = string.Join(",", options.AllModels.Select(model => model.Name())),
            ["primary_model"] = options.PrimaryModel.Name(),
            ["lookback"] = options.Lookback.ToString("c", CultureInfo.InvariantCulture),
            ["session_timeout"] = options.SessionTimeout.ToString("c", CultureInfo.InvariantCulture),
            ["half_life"] = options.HalfLife.ToString("c", CultureInfo.InvariantCulture),
            ["position"] = OptionNames.Shares(options.Position),
            ["touchpoints"] = OptionNames.Touchpoints[options.Touchpoints],
            ["revenue"] = OptionNames.Revenue[options.Revenue],
            ["ads_duplicates"] = OptionNames.AdsDuplicates[options.AdsDuplicates],
            ["shop_hosts"] = string.Join(",", options.ShopHosts),
        };
        if (identity.Training is { } training)
        {
            metadata["train"] = $"{Iso(training.From)}..{Iso(training.To)}";
            metadata["markov_order"] = options.MarkovOrder.ToString(CultureInfo.InvariantCulture);
        }

        return metadata;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
