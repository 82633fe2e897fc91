using System.Text;
using NodaTime;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>Writes the ad hours of one date: what Meta reports for each ad, in its account's zone.</summary>
internal sealed class AdInsightsWriter(Shop shop)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static readonly int[] HourWeights = [7, 4, 2, 1, 1, 2, 6, 13, 18, 20, 21, 22, 24, 23, 22, 22, 24, 27, 32, 38, 42, 39, 27, 14];

    private static readonly byte[][] Windows =
        [.. Enumerable.Range(0, 24).Select(hour => Encoding.UTF8.GetBytes($"{hour:00}:00:00 - {hour:00}:59:59"))];

    private static readonly byte[] Facebook = "facebook"u8.ToArray();
    private static readonly byte[] Instagram = "instagram"u8.ToArray();

    private readonly CurrencyPlan[] _currencies = [.. shop.Ads.Accounts.Select(account => CurrencyPlan.Of(account.Currency))];

    /// <summary>Adds the rows of a date; returns how many.</summary>
    public long Write(DuckDBAppender table, DateOnly date)
    {
        var rows = 0L;
        var clocks = shop.Ads.Accounts.Select(account => HoursOf(account.Zone, date)).ToArray();
        for (var ad = 0; ad < shop.Ads.Ads.Length; ad++)
        {
            if (IsLive(ad, date))
                rows += WriteAd(table, ad, date, clocks[shop.Ads.CampaignOf(shop.Ads.Ads[ad]).Parent]);
        }

        return rows;
    }

    // Every eighth ad ends early, another eighth begins late.
    private bool IsLive(int ad, DateOnly date) => (ad % 8) switch
    {
        5 => date < shop.Options.FirstDate.AddDays(shop.Options.Days * 2 / 3),
        6 => date >= shop.Options.FirstDate.AddDays(shop.Options.Days / 4),
        _ => true,
    };

    // An hour that the clock leaves out has no row; one that it repeats has a single row for both.
    private static int[] HoursOf(DateTimeZone zone, DateOnly date) =>
        [.. Enumerable.Range(0, 24).Select(hour => zone.MapLocal(new LocalDateTime(date.Year, date.Month, date.Day, hour, 0)).Count)];

    private long WriteAd(DuckDBAppender table, int index, DateOnly date, int[] clock)
    {
        var ad = shop.Ads.Ads[index];
        var key = (date.DayNumber * 10_000L) + index;
        var random = Prng.At(shop.Options.Seed, RandomStream.AdRow, key);
        var hostile = Prng.At(shop.Options.Seed, RandomStream.HostileAdRow, key);
        var row = Start(ad, date);
        var mood = random.Between(60, 140);
        var rows = 0L;
        for (var hour = 0; hour < 24; hour++)
        {
            var reach = (long)ad.Reach * HourWeights[hour] * mood * random.Between(50, 150) * clock[hour] / (20 * 100 * 100);
            row.Window = Windows[hour];
            var share = ad.ByPlatform ? random.Between(45, 80) : 100;
            rows += Write(table, row, ad, reach * share / 100, ref random, ref hostile);
            if (ad.ByPlatform)
                rows += Write(table, row with { Platform = Instagram }, ad, reach * (100 - share) / 100, ref random, ref hostile);
        }

        return rows;
    }

    private AdRow Start(Ad ad, DateOnly date)
    {
        var (adSet, campaign, account) = (shop.Ads.AdSetOf(ad), shop.Ads.CampaignOf(ad), shop.Ads.AccountOf(ad));
        return new AdRow
        {
            CampaignId = Encoding.UTF8.GetBytes(campaign.Id),
            CampaignName = Encoding.UTF8.GetBytes(campaign.NameOn(date)),
            AdSetId = Encoding.UTF8.GetBytes(adSet.Id),
            AdSetName = Encoding.UTF8.GetBytes(adSet.NameOn(date)),
            AdId = Encoding.UTF8.GetBytes(ad.Node.Id),
            AdName = Encoding.UTF8.GetBytes(ad.Node.NameOn(date)),
            AccountId = Encoding.UTF8.GetBytes(account.Id),
            Platform = ad.NamesPlatform ? Facebook : null,
            DateStart = date.DayNumber - Epoch,
            DateStop = date.DayNumber - Epoch,
            Synced = OrderTimes.Midnight(date.AddDays(1)) + (4 * OrderTimes.MicrosPerHour) + (17 * 60 * OrderTimes.MicrosPerSecond),
        };
    }

    private long Write(DuckDBAppender table, AdRow row, Ad ad, long impressions, ref Prng random, ref Prng hostile)
    {
        if (impressions == 0)
            return 0;
        var currency = _currencies[shop.Ads.CampaignOf(ad).Parent];
        row.Impressions = impressions;
        row.Clicks = (impressions * random.Between(4, 22) / 1000) + (random.Below(20) == 0 ? 1 : 0);
        row.Spend = currency.FromCents(impressions * ad.Cpm / 1000) / 1e6;
        row.Carts = (row.Clicks + random.Below(20)) / 14;
        row.Purchases = row.Clicks > 0 && random.Below(1000) < 22 * row.Clicks ? 1 + random.Below(2) : 0;
        row.PurchaseValue = currency.FromCents(row.Purchases.Value * random.Between(1990, 14_900)) / 1e6;
        if (hostile.Chance(shop.Options.HostileShare))
            return HostileAds.Append(row, table, ref hostile);
        row.Append(table);
        return 1;
    }
}
