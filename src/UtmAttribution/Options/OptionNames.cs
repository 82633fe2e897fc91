namespace UtmAttribution.Options;

/// <summary>The names that options and models have on the command line, in configuration files and in the data.</summary>
public static class OptionNames
{
    /// <summary>Every model with its name, in the order in which they are listed.</summary>
    public static IReadOnlyDictionary<AttributionModel, string> Models { get; } = new Names<AttributionModel>
    {
        [AttributionModel.FirstClick] = "first_click",
        [AttributionModel.LastClick] = "last_click",
        [AttributionModel.LastNonDirectClick] = "last_non_direct_click",
        [AttributionModel.Linear] = "linear",
        [AttributionModel.PositionBased] = "position_based",
        [AttributionModel.TimeDecay] = "time_decay",
        [AttributionModel.Markov] = "markov",
        [AttributionModel.Shapley] = "shapley",
    };

    /// <summary>The values of <c>--touchpoints</c>.</summary>
    public static IReadOnlyDictionary<TouchpointTiers, string> Touchpoints { get; } = new Names<TouchpointTiers>
    {
        [TouchpointTiers.CampaignFirst] = "campaign",
        [TouchpointTiers.NonDirect] = "non-direct",
        [TouchpointTiers.All] = "all",
    };

    /// <summary>The values of <c>--revenue</c>.</summary>
    public static IReadOnlyDictionary<RevenueBasis, string> Revenue { get; } = new Names<RevenueBasis>
    {
        [RevenueBasis.Gross] = "gross",
        [RevenueBasis.Net] = "net",
    };

    /// <summary>The values of <c>--ads-duplicates</c>.</summary>
    public static IReadOnlyDictionary<AdsDuplicates, string> AdsDuplicates { get; } = new Names<AdsDuplicates>
    {
        [Options.AdsDuplicates.Sum] = "sum",
        [Options.AdsDuplicates.Newest] = "newest",
        [Options.AdsDuplicates.Error] = "error",
    };

    /// <summary>The name of a model in the data.</summary>
    public static string Name(this AttributionModel model) => Models[model];

    /// <summary>A duration as its option takes it, in the largest unit that it is whole in.</summary>
    public static string Duration(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (length, unit) = seconds % 86_400 == 0 ? (86_400, "d") : seconds % 3_600 == 0 ? (3_600, "h") : seconds % 60 == 0 ? (60, "m") : (1, "s");
        return $"{seconds / length}{unit}";
    }

    /// <summary>Shares as their option takes them.</summary>
    public static string Shares(PositionShares shares) => $"{shares.First},{shares.Middle},{shares.Last}";
}
