using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>Sessions and credits by hour, each in its row's own zone (section 7).</summary>
internal sealed class Hours(AdCatalog catalog, Accounts accounts, LocalClock reporting, Currencies currencies)
{
    private readonly Dictionary<HourKey, HourRow> _metrics = [];
    private readonly Dictionary<(HourKey Key, string Model), (BigInteger Orders, BigInteger Revenue)> _attribution = [];

    public void AddSession(Session session)
    {
        var row = Row(Key(session.Dimensions, session.Start));
        row.Sessions++;
        row.Visitors.Add(session.Visitor);
        if (session.CustomerId is { } customer)
            row.Customers.Add(customer);
        row.Pageviews += session.Visits;
        row.Seconds += session.Seconds;
        row.Bounces += session.Visits == 1 ? 1 : 0;
    }

    public void AddCredit(Credit credit)
    {
        var key = (Key(credit.Session.Dimensions, credit.Order.CreatedAt), credit.Model);
        _attribution.TryGetValue(key, out var sum);
        _attribution[key] = (sum.Orders + credit.Weight, sum.Revenue + currencies.Units(credit.Revenue));
    }

    /// <summary>The credits of an order under the primary model.</summary>
    public void AddOrder(Order order, List<Credit> credits)
    {
        var row = Row(Key(credits.Single(c => c.IsPrimary).Session.Dimensions, order.CreatedAt));
        row.Orders++;
        row.WeighedOrders += credits.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Weight) == 100_000_000 ? 1 : 0;
        row.PaidOrders += order.Value > 0 && credits.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Revenue) == order.Value ? 1 : 0;
        row.Revenue += currencies.Units(order.Value);
        foreach (var credit in credits.Where(c => c.Session.HasSignal))
        {
            var attributed = Row(Key(credit.Session.Dimensions, order.CreatedAt));
            attributed.AttributedOrders += credit.Weight;
            attributed.AttributedRevenue += currencies.Units(credit.Revenue);
        }
    }

    /// <summary>The rows of the dates.</summary>
    public List<(HourKey Key, HourRow Row)> Metrics(int from, int to) =>
        [.. _metrics.Where(m => m.Key.Day >= from && m.Key.Day <= to && m.Value.IsThere).Select(m => (m.Key, m.Value))];

    public static ReferenceDataset Publish(List<(HourKey Key, HourRow Row)> metrics) => ReferenceDataset.Sorted(
        "utm_hourly_metrics",
        HourKey.Columns + " total_sessions unique_visitors unique_customers total_pageviews avg_session_duration_seconds bounce_rate " +
        "total_orders total_conversions total_revenue avg_order_value conversion_rate attributed_orders attributed_revenue " +
        "attribution_rate data_completeness_score",
        "date_start hour_start " + Dimensions.Columns,
        [.. metrics.Select(m => (string?[])[.. m.Key.Values, .. m.Row.Values(m.Key.Dimensions)])]);

    public ReferenceDataset PublishAttribution(int from, int to) => ReferenceDataset.Sorted(
        "utm_hourly_attribution",
        $"date_start hour_start {Dimensions.Columns} attribution_model attributed_orders attributed_revenue",
        $"date_start hour_start {Dimensions.Columns} attribution_model",
        [.. _attribution.Where(a => a.Key.Key.Day >= from && a.Key.Key.Day <= to).Select(a => (string?[])
        [
            Times.FormatDay(a.Key.Key.Day), Rounding.Format(a.Key.Key.Hour), .. a.Key.Key.Dimensions.Values, a.Key.Model,
            Rounding.Format(a.Value.Orders, 8), Rounding.Format(a.Value.Revenue, 4),
        ])]);

    /// <summary>The local hour in the zone of the account of the row's ad, else of its campaign.</summary>
    private HourKey Key(Dimensions dimensions, long time)
    {
        var clock = accounts.Clock(catalog.Account(dimensions.CampaignId, dimensions.AdId)) ?? reporting;
        var (day, hour) = clock.At(time);
        return new HourKey(day, hour, dimensions);
    }

    private HourRow Row(HourKey key)
    {
        if (!_metrics.TryGetValue(key, out var row))
            _metrics[key] = row = new HourRow();
        return row;
    }
}
