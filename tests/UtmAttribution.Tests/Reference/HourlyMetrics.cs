using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>One hour of one set of dimensions.</summary>
internal readonly record struct HourKey(int Day, int Hour, Dimensions Dimensions)
{
    public static readonly string Columns = "date_start hour_start hour_window " + Dimensions.Columns;

    public string?[] Values => [Times.FormatDay(Day), Rounding.Format(Hour), $"{Hour:00}:00:00 - {Hour:00}:59:59", .. Dimensions.Values];
}

/// <summary>A row of <c>utm_hourly_metrics</c>; revenue in units of 10⁻⁴, weights of 10⁻⁸.</summary>
internal sealed class HourRow
{
    public long Sessions { get; set; }
    public HashSet<string> Visitors { get; } = [];
    public HashSet<string> Customers { get; } = [];
    public long Pageviews { get; set; }
    public long Seconds { get; set; }
    public long Bounces { get; set; }
    public long Orders { get; set; }
    public long WeighedOrders { get; set; }
    public long PaidOrders { get; set; }
    public BigInteger Revenue { get; set; }
    public BigInteger AttributedOrders { get; set; }
    public BigInteger AttributedRevenue { get; set; }

    public bool IsThere => Sessions != 0 || Orders != 0 || !AttributedOrders.IsZero || !AttributedRevenue.IsZero;

    public string? ConversionRate => Rounding.Ratio(Orders * 100, Sessions);

    public string? AverageOrderValue => Amounts.PerCount(Revenue, Orders);

    public string? AttributionRate => Amounts.AttributionRate(AttributedRevenue, Revenue, AttributedOrders, Orders);

    /// <summary>0–100 with two decimals, written with four.</summary>
    public string Completeness(Dimensions d)
    {
        var channel = d.Channel != "Other";
        bool[] required = d.Channel == Channel.DirectName
            ? [channel]
            : [.. new[] { d.UtmSource, d.UtmMedium, d.UtmCampaign, d.CampaignId, d.AdId }.Select(v => v is not null), channel];
        // 50·p/r + 30·w + 20·k/n over the common divisor r·n.
        BigInteger r = required.Length, n = Math.Max(1, Orders);
        var weights = WeighedOrders == Orders ? 30 : 0;
        var paid = Orders == 0 ? 1 : PaidOrders;
        var hundredths = Rounding.Divide((50 * required.Count(p => p) * n + weights * r * n + 20 * paid * r) * 100, r * n);
        return Rounding.Format(hundredths * 100, 4);
    }

    public string?[] Values(Dimensions d) =>
    [
        Rounding.Format(Sessions), Rounding.Format(Visitors.Count), Rounding.Format(Customers.Count), Rounding.Format(Pageviews),
        Rounding.Ratio(Seconds, Sessions), Rounding.Ratio(Bounces * 100, Sessions), Rounding.Format(Orders), Rounding.Format(Orders),
        Rounding.Format(Revenue, 4), AverageOrderValue, ConversionRate, Rounding.Format(AttributedOrders, 8),
        Rounding.Format(AttributedRevenue, 4), AttributionRate, Completeness(d),
    ];
}
