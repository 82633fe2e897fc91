using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary><c>utm_daily_summary</c>: the performance rows by date, channel, source and campaign (section 7).</summary>
internal static class DailySummary
{
    public static ReferenceDataset Publish(List<PerformanceRow> performance) => ReferenceDataset.Sorted(
        "utm_daily_summary",
        "date_start channel sub_channel utm_source utm_campaign total_sessions total_visitors total_customers total_conversions " +
        "total_orders total_revenue total_ad_spend total_impressions total_clicks conversion_rate_percent roas avg_order_value " +
        "total_attributed_revenue total_attributed_orders attribution_rate_percent",
        "date_start channel sub_channel utm_source utm_campaign",
        [
            .. performance
                .GroupBy(p => (p.Key.Day, p.Key.Dimensions.Channel, p.Key.Dimensions.SubChannel, p.Key.Dimensions.UtmSource,
                    p.Key.Dimensions.UtmCampaign))
                .Select(g => (Key: g.Key, Rows: g.ToList()))
                .Select(g => Row(
                    [Times.FormatDay(g.Key.Day), g.Key.Channel, g.Key.SubChannel, g.Key.UtmSource, g.Key.UtmCampaign], g.Rows)),
        ]);

    private static string?[] Row(string?[] key, List<PerformanceRow> rows)
    {
        var sessions = Sum(rows, r => r.Utm?.Sessions ?? 0);
        var orders = Sum(rows, r => r.Utm?.Orders ?? 0);
        var revenue = Sum(rows, r => r.Utm?.Revenue ?? 0);
        var spend = Sum(rows, r => r.Ad?.Spend ?? 0);
        var attributedRevenue = Sum(rows, r => r.Utm?.AttributedRevenue ?? 0);
        var attributedOrders = Sum(rows, r => r.Utm?.AttributedOrders ?? 0);
        return
        [
            .. key, sessions.ToString(), Sum(rows, r => r.Utm?.Visitors.Count ?? 0).ToString(),
            Sum(rows, r => r.Utm?.Customers.Count ?? 0).ToString(), orders.ToString(), orders.ToString(), Rounding.Format(revenue, 4),
            Rounding.Format(spend, 4), Sum(rows, r => r.Ad?.Impressions ?? 0).ToString(), Sum(rows, r => r.Ad?.Clicks ?? 0).ToString(),
            Rounding.Ratio(orders * 100, sessions), Rounding.Ratio(revenue, spend), Amounts.PerCount(revenue, orders),
            Rounding.Format(attributedRevenue, 4), Rounding.Format(attributedOrders, 8),
            Amounts.AttributionRate(attributedRevenue, revenue, attributedOrders, orders),
        ];
    }

    private static BigInteger Sum(List<PerformanceRow> rows, Func<PerformanceRow, BigInteger> of) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + of(row));
}
