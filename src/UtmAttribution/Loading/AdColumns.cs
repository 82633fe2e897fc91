using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Where the columns of <see cref="SourceTable.AdsInsightsHourly"/> are.</summary>
internal static class AdColumns
{
    public const int CampaignId = 0;
    public const int CampaignName = 1;
    public const int AdsetId = 2;
    public const int AdsetName = 3;
    public const int AdId = 4;
    public const int AdName = 5;
    public const int AccountId = 6;
    public const int Platform = 7;
    public const int DateStart = 8;
    public const int DateStop = 9;
    public const int HourlyWindow = 10;
    public const int Impressions = 11;
    public const int Clicks = 12;
    public const int Spend = 13;
    public const int Purchases = 17;
    public const int PurchaseValue = 18;
    public const int SyncedAt = 23;

    /// <summary>The measures that must be usable numbers; cpm, cpc and ctr are computed anew and not looked at.</summary>
    public static ReadOnlySpan<int> Measures => [Spend, Impressions, Clicks, Purchases, PurchaseValue, 19, 20, 21, 22];

    /// <summary>The measures that are counts.</summary>
    public static bool IsCount(int column) => column is not (Spend or PurchaseValue);
}
