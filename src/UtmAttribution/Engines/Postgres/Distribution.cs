using UtmAttribution.Sinks;

namespace UtmAttribution.Engines.Postgres;

/// <summary>Where the rows of a relation lie on a distributed server.</summary>
internal enum Distribution
{
    /// <summary>All on the coordinator: what is loaded, what is few, and what visitors have no part in.</summary>
    Coordinator,

    /// <summary>With their visitor, so that all that is known of a visitor lies on one worker.</summary>
    ByVisitor,

    /// <summary>With their ad, so that all that an ad cost, and what it is shared among, lies on one worker.</summary>
    ByAd,

    /// <summary>A copy on every worker: dictionaries, profiles and rules that the rows of visitors look up.</summary>
    Copied,
}

/// <summary>Finds where the rows of relations lie: models say it in their headers, loaded tables are listed here.</summary>
internal static class Distributions
{
    private const string Copied = "\n-- Distributed: a copy for every worker.\n";

    private static readonly HashSet<string> CopiedTables =
        [ChannelEffects.Relation, "channel_rules", "click_names", "click_values", "page_values", "referrer_values", "utm_values", "zone_offsets"];

    /// <summary>The distributions whose rows lie by a column, with that column.</summary>
    public static IReadOnlyDictionary<Distribution, string> Keys { get; } =
        new Dictionary<Distribution, string> { [Distribution.ByVisitor] = Dataset.VisitorColumn, [Distribution.ByAd] = "ad_no" };

    /// <summary>Where the rows of a model's relation lie.</summary>
    public static Distribution Of(SqlModel model) =>
        Keys.FirstOrDefault(key => model.Sql.Contains($"\n-- Distributed by: {key.Value}.\n", StringComparison.Ordinal)) is { Value: not null } found ? found.Key
        : model.Sql.Contains(Copied, StringComparison.Ordinal) ? Distribution.Copied
        : Distribution.Coordinator;

    /// <summary>Where the rows of a relation lie, whether a model makes it or it is loaded.</summary>
    public static Distribution Of(string relation) =>
        SqlModel.All.SingleOrDefault(model => model.Name == relation) is { } model ? Of(model)
        : CopiedTables.Contains(relation) ? Distribution.Copied
        : Distribution.Coordinator;
}
