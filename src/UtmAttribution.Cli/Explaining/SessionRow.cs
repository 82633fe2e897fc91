using System.Data.Common;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Reads what sessions carry, by the names that <c>utm_sessions</c> has; what else a session is, the caller adds.</summary>
internal static class SessionRow
{
    /// <summary>The session that the reader is at.</summary>
    public static ExplainedSession Of(DbDataReader row)
    {
        var session = new ExplainedSession
        {
            Number = 0,
            SessionId = row.Get<long>("session_id"),
            StartedAt = default,
            StartedAtLocal = default,
            EndedAt = default,
            AgeSeconds = 0,
            PageviewsCount = row.Get<long>("pageviews_count"),
            DataSource = row.Get<string>("data_source"),
            Channel = row.Get<string>("channel"),
            SubChannel = row.Get<string?>("sub_channel"),
            UtmSource = row.Get<string?>("utm_source"),
            UtmMedium = row.Get<string?>("utm_medium"),
            UtmCampaign = row.Get<string?>("utm_campaign"),
            UtmContent = row.Get<string?>("utm_content"),
            UtmTerm = row.Get<string?>("utm_term"),
            ClickId = row.Get<string?>("click_id"),
            ClickIdValue = row.Get<string?>("click_id_value"),
            LandingPageUrl = row.Get<string?>("landing_page_url"),
            ReferrerUrl = row.Get<string?>("referrer_url"),
            ReferrerDomain = row.Get<string?>("referrer_domain"),
            IdMatch = row.Get<string>("id_match"),
            IdMatchBecause = "",
            CampaignId = row.Get<string?>("campaign_id"),
            CampaignName = row.Get<string?>("campaign_name"),
            AdsetId = row.Get<string?>("adset_id"),
            AdsetName = row.Get<string?>("adset_name"),
            AdId = row.Get<string?>("ad_id"),
            AdName = row.Get<string?>("ad_name"),
        };
        return session with { IdMatchBecause = IdLadder.Because(session) };
    }
}
