using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>A row of <c>utm_ad_hourly_performance</c>.</summary>
/// <param name="Key">Hour and dimensions.</param>
/// <param name="Utm">The hourly metrics; null where only the ad is there.</param>
/// <param name="Ad">The ad-hour, or the row's share of it; null where only the metrics are there.</param>
internal sealed record PerformanceRow(HourKey Key, HourRow? Utm, AdHour? Ad)
{
    public string Status => Utm is null ? "ads_only" : Ad is null ? "utm_only" : "matched";

    public string?[] Values()
    {
        var utm = Utm ?? new HourRow();
        var (impressions, clicks, spend) = (Ad?.Impressions ?? 0, Ad?.Clicks ?? 0, Ad?.Spend ?? 0);
        return
        [
            .. Key.Values, impressions.ToString(), clicks.ToString(), Rounding.Format(spend, 4),
            Amounts.PerCount(spend * 1000, impressions),
            Amounts.PerCount(spend, clicks), Rounding.Ratio(clicks * 100, impressions), (Ad?.Purchases ?? 0).ToString(),
            Rounding.Format(Ad?.PurchaseValue ?? 0, 4), Rounding.Format(utm.Sessions), Rounding.Format(utm.Visitors.Count),
            Rounding.Format(utm.Customers.Count), Rounding.Format(utm.Orders), utm.ConversionRate, Rounding.Format(utm.Revenue, 4),
            Rounding.Format(utm.Orders), utm.AverageOrderValue, Rounding.Format(utm.AttributedRevenue, 4),
            Rounding.Format(utm.AttributedOrders, 8), utm.AttributionRate, Rounding.Ratio(utm.AttributedRevenue, spend),
            Rounding.Ratio((BigInteger)utm.Orders * 100, clicks), utm.ConversionRate, Utm?.Completeness(Key.Dimensions), Status, null,
        ];
    }
}

/// <summary>Hourly metrics and ad-hours, joined without counting any spend twice (section 7).</summary>
internal sealed class Performance(AdCatalog catalog, ChannelRules rules)
{
    public List<PerformanceRow> Join(List<(HourKey Key, HourRow Row)> metrics, IEnumerable<AdHour> adHours)
    {
        var rows = new List<PerformanceRow>();
        var meeting = metrics.Where(m => AdKey(m.Key) is not null).ToLookup(m => AdKey(m.Key)!.Value);
        var met = new HashSet<AdHourKey>();
        foreach (var ad in adHours)
        {
            if (meeting.Contains(ad.Key))
            {
                met.Add(ad.Key);
                rows.AddRange(Shared(ad, [.. meeting[ad.Key]]));
            }
            else
                rows.Add(new PerformanceRow(new HourKey(ad.Key.Day, ad.Key.Hour, Describe(ad)), null, ad));
        }
        rows.AddRange(metrics
            .Where(m => AdKey(m.Key) is not { } key || !met.Contains(key))
            .Select(m => new PerformanceRow(m.Key, m.Row, null)));
        return rows;
    }

    public static ReferenceDataset Publish(List<PerformanceRow> rows) => ReferenceDataset.Sorted(
        "utm_ad_hourly_performance",
        HourKey.Columns + " ad_impressions ad_clicks ad_spend ad_cpm ad_cpc ad_ctr ad_purchases ad_purchase_value utm_sessions " +
        "utm_visitors utm_customers utm_conversions utm_conversion_rate utm_revenue utm_orders utm_avg_order_value attributed_revenue " +
        "attributed_orders attribution_rate roas conversion_rate_percent session_to_conversion_rate utm_data_quality " +
        "data_match_status utm_batch_id",
        "date_start hour_start " + Dimensions.Columns,
        [.. rows.Select(r => r.Values())]);

    private static IEnumerable<PerformanceRow> Shared(AdHour ad, List<(HourKey Key, HourRow Row)> rows)
    {
        rows.Sort((a, b) => Compare(a.Key.Dimensions, b.Key.Dimensions));
        List<BigInteger> units = [.. rows.Select(r => (BigInteger)(r.Row.Sessions + r.Row.Orders))];
        if (units.TrueForAll(u => u.IsZero))
            units = [.. rows.Select(_ => BigInteger.One)];
        var impressions = Rounding.Share(ad.Impressions, units);
        var clicks = Rounding.Share(ad.Clicks, units);
        var spend = Rounding.Share(ad.Spend, units);
        var purchases = Rounding.Share(ad.Purchases, units);
        var value = Rounding.Share(ad.PurchaseValue, units);
        return rows.Select((r, i) => new PerformanceRow(
            r.Key, r.Row, new AdHour(ad.Key, ad.Platform, impressions[i], clicks[i], spend[i], purchases[i], value[i])));
    }

    // The contract's order, then the ad set, which can differ where the ad's rows have none.
    private static int Compare(Dimensions a, Dimensions b)
    {
        string?[] left = [a.UtmSource, a.UtmMedium, a.UtmCampaign, a.UtmContent, a.UtmTerm, a.Channel, a.SubChannel, a.AdsetId];
        string?[] right = [b.UtmSource, b.UtmMedium, b.UtmCampaign, b.UtmContent, b.UtmTerm, b.Channel, b.SubChannel, b.AdsetId];
        return left.Zip(right, ByteOrder.Compare).FirstOrDefault(c => c != 0);
    }

    /// <summary>The ad's ids and names, no UTM, and the channel that the rules give to its platform as paid clicks.</summary>
    private Dimensions Describe(AdHour ad)
    {
        var (campaign, id) = (ad.Key.CampaignId, ad.Key.AdId);
        var adset = catalog.AdsetOfAd(id);
        var channel = rules.Of(new ChannelEvidence(new Utm(Text.Lower(ad.Platform), "cpc", null, null, null), null, null, id));
        return new Dimensions(
            campaign, catalog.CampaignName(campaign), adset, catalog.AdsetName(adset), id, catalog.AdName(id),
            null, null, null, null, null, channel.Name, channel.SubChannel);
    }

    private static AdHourKey? AdKey(HourKey key) => key.Dimensions is { CampaignId: { } campaign, AdId: { } ad }
        ? new AdHourKey(key.Day, key.Hour, campaign, ad)
        : null;
}
