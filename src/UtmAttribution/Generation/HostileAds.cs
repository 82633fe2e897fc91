using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>What can be wrong with, or unusual about, an ad hour.</summary>
internal enum HostileAd
{
    NoHour,
    HourOutOfRange,
    HourInWords,
    ShortHour,
    CollapsedDays,
    NanSpend,
    InfiniteSpend,
    NegativeSpend,
    NoSpend,
    HugeSpend,
    NegativeImpressions,
    NanPurchaseValue,
    NoCampaign,
    NoAd,
    NoDate,
    NoMeasures,
    NoNames,
    OddNames,
    NoAccount,
    ManyDecimals,
    SpendAlone,
    ExactCopy,
    Resync,
    ChangedResync,
    CopyNeverSynced,
}

/// <summary>Makes an ad hour hostile and adds it, with its copies.</summary>
internal static class HostileAds
{
    private const long Hour = OrderTimes.MicrosPerHour;

    private static readonly int Kinds = Enum.GetValues<HostileAd>().Length;

    public static long Append(AdRow row, DuckDBAppender table, ref Prng random)
    {
        var kind = (HostileAd)random.Below(Kinds);
        if (kind < HostileAd.ExactCopy)
        {
            Spoil(row, kind, ref random).Append(table);
            return 1;
        }

        row.Append(table);
        (kind switch
        {
            HostileAd.Resync => row with { Synced = row.Synced + (24 * Hour) },
            HostileAd.ChangedResync => row with { Synced = row.Synced + (72 * Hour), Clicks = row.Clicks + 1, Spend = row.Spend + 0.25 },
            HostileAd.CopyNeverSynced => row with { Synced = null },
            _ => row,
        }).Append(table);
        return 2;
    }

    private static AdRow Spoil(AdRow row, HostileAd kind, ref Prng random) => kind switch
    {
        HostileAd.NoHour => row with { Window = null, Impressions = 0, Clicks = 0 },
        HostileAd.HourOutOfRange => row with { Window = "24:00:00 - 24:59:59"u8.ToArray() },
        HostileAd.HourInWords => row with { Window = "midnight"u8.ToArray() },
        HostileAd.ShortHour => row with { Window = "7:00 - 7:59"u8.ToArray() },
        HostileAd.CollapsedDays => row with { DateStop = row.DateStop + random.Between(1, 30) },
        HostileAd.NanSpend => row with { Spend = double.NaN },
        HostileAd.InfiniteSpend => row with { Spend = double.PositiveInfinity },
        HostileAd.NegativeSpend => row with { Spend = -row.Spend - 0.01 },
        HostileAd.NoSpend => row with { Spend = null },
        HostileAd.HugeSpend => row with { Spend = 1e9 },
        HostileAd.NegativeImpressions => row with { Impressions = -1 },
        HostileAd.NanPurchaseValue => row with { PurchaseValue = double.NaN },
        HostileAd.NoCampaign => row with { CampaignId = null },
        HostileAd.NoAd => row with { AdId = null },
        HostileAd.NoDate => row with { DateStart = null },
        HostileAd.NoMeasures => row with { Impressions = null, Clicks = null, Purchases = null, PurchaseValue = null, Carts = null },
        HostileAd.NoNames => row with { CampaignName = null, AdSetName = null, AdName = null },
        HostileAd.OddNames => row with { CampaignName = " İstanbul \"🎉\", ß\n"u8.ToArray(), AdName = "\u00A0ＡＤ, 'one'\t"u8.ToArray() },
        HostileAd.NoAccount => row with { AccountId = null },
        HostileAd.ManyDecimals => row with { Spend = (random.Between(1, 90_000) * 100 + 7) / 1e6 },
        _ => row with { Impressions = 0, Clicks = 0 },
    };
}
