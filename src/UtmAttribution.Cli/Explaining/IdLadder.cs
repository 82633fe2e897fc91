namespace UtmAttribution.Cli.Explaining;

/// <summary>Says in words which rung of the ladder of ids gave a session its campaign, ad set and ad.</summary>
internal static class IdLadder
{
    private const string OnPage = "the landing page";

    /// <summary>The sentence.</summary>
    public static string Because(ExplainedSession session)
    {
        var rung = session.IdMatch.Split('+');
        var by = rung[0] switch
        {
            "ad_id" => $"{Place(session.UtmContent, session.AdId, "utm_content")} has the id of an ad that the ads table knows: it gives ad, ad set and campaign",
            "adset_id" => $"{Place(session.UtmTerm, session.AdsetId, "utm_term")} has the id of an ad set that the ads table knows: it gives ad set and campaign",
            "campaign_id" => $"{Place(session.UtmCampaign, session.CampaignId, "utm_campaign")} has the id of a campaign that the ads table knows",
            "campaign_name" => $"utm_campaign \"{session.UtmCampaign}\" is a name that only campaign {session.CampaignId} ever had",
            _ => session.CampaignId is null && session.AdsetId is null && session.AdId is null
                ? "nothing names a campaign of the ads table"
                : "the ads table knows none of the ids, which are kept as they came",
        };
        return rung is [_, var name] ? $"{by}; {ByName(name, session)}" : by;
    }

    private static string Place(string? value, string? id, string column) => value == id ? column : OnPage;

    private static string ByName(string name, ExplainedSession session) => name == "ad_name"
        ? $"utm_content \"{session.UtmContent}\" is a name that only ad {session.AdId} of it ever had"
        : $"utm_term \"{session.UtmTerm}\" is a name that only ad set {session.AdsetId} of it ever had";
}
