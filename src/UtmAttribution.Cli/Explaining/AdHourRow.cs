using System.Data.Common;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Reads ad-hours by the names that <c>utm_ad_hourly_performance</c> has.</summary>
internal static class AdHourRow
{
    /// <summary>The ad-hour that the reader is at.</summary>
    public static AdHour Of(DbDataReader row) => new()
    {
        DateStart = row.Get<DateOnly>("date_start"),
        HourStart = row.Get<int>("hour_start"),
        CampaignId = row.Get<string>("campaign_id"),
        CampaignName = row.Get<string?>("campaign_name"),
        AdId = row.Get<string>("ad_id"),
        AdName = row.Get<string?>("ad_name"),
        Channel = row.Get<string>("channel"),
        UtmSource = row.Get<string?>("utm_source"),
        UtmCampaign = row.Get<string?>("utm_campaign"),
        DataMatchStatus = row.Get<string>("data_match_status"),
        AdImpressions = row.Get<long>("ad_impressions"),
        AdClicks = row.Get<long>("ad_clicks"),
        AdSpend = row.Get<decimal>("ad_spend"),
        UtmSessions = row.Get<long>("utm_sessions"),
        UtmOrders = row.Get<long>("utm_orders"),
        UtmRevenue = row.Get<decimal>("utm_revenue"),
        AttributedRevenue = row.Get<decimal>("attributed_revenue"),
        Roas = row.Get<decimal?>("roas"),
    };
}
