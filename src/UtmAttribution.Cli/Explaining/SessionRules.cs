using UtmAttribution.Channels;
using UtmAttribution.Cli.Channels;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Cli.Explaining;

/// <summary>The channel rules that a session meets.</summary>
internal static class SessionRules
{
    private const int Shown = 2;

    /// <summary>The one that fires, and the next best.</summary>
    /// <param name="connection">Searches.</param>
    /// <param name="rules">The run's; they are known to compile.</param>
    /// <param name="session">The session.</param>
    public static IReadOnlyList<AppliedRule> Of(DuckDBConnection connection, ChannelRules rules, ExplainedSession session)
    {
        var values = VisitValues.Of(
            [session.UtmSource, session.UtmMedium, session.UtmCampaign, session.UtmContent, session.UtmTerm], session.ReferrerDomain, session.ClickId, session.AdId);
        return values.IsDirect ? [] : [.. RuleSearch.Find(connection, rules, values).Take(Shown).Select(Shape)];
    }

    private static AppliedRule Shape(RuleMatch match) => new(
        match.Rule.Id, match.Rule.Priority, match.Rule.Channel, match.Rule.SubChannel, match.Rule.ChannelCategory, match.Rule.Platform, match.Conditions);
}
