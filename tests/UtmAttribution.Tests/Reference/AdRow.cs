using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>A usable row of <c>ads_insights_hourly</c>; money in units of 10⁻⁴ of the reporting currency.</summary>
internal sealed class AdRow
{
    public required string?[] Cells { get; init; }
    public required string RecordId { get; init; }
    public required int Day { get; init; }
    public required int Hour { get; init; }
    public required string CampaignId { get; init; }
    public required string AdId { get; init; }
    public required string? AdsetId { get; init; }
    public required string? AccountId { get; init; }
    public required string Platform { get; init; }
    public required long? SyncedMinute { get; init; }
    public required BigInteger Spend { get; init; }
    public required BigInteger PurchaseValue { get; init; }
    public required BigInteger Impressions { get; init; }
    public required BigInteger Clicks { get; init; }
    public required BigInteger Purchases { get; init; }

    public AdHourKey Key => new(Day, Hour, CampaignId, AdId);
}

/// <summary>One ad in one hour of its account's day.</summary>
internal readonly record struct AdHourKey(int Day, int Hour, string CampaignId, string AdId);

/// <summary>The summed used rows of an ad-hour.</summary>
internal sealed record AdHour(
    AdHourKey Key, string Platform,
    BigInteger Impressions, BigInteger Clicks, BigInteger Spend, BigInteger Purchases, BigInteger PurchaseValue)
{
    /// <summary>The platform is the one with the most spend, ties to the smaller by bytes.</summary>
    public static AdHour Of(IGrouping<AdHourKey, AdRow> rows) => new(
        rows.Key,
        rows.GroupBy(r => r.Platform)
            .Select(g => (Platform: g.Key, Spend: Sum(g.Select(r => r.Spend))))
            .Aggregate((a, b) => b.Spend > a.Spend || (b.Spend == a.Spend && ByteOrder.Compare(b.Platform, a.Platform) < 0) ? b : a)
            .Platform,
        Sum(rows.Select(r => r.Impressions)), Sum(rows.Select(r => r.Clicks)), Sum(rows.Select(r => r.Spend)),
        Sum(rows.Select(r => r.Purchases)), Sum(rows.Select(r => r.PurchaseValue)));

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, (a, b) => a + b);
}
