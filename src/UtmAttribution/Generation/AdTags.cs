namespace UtmAttribution.Generation;

/// <summary>
/// The UTM values of Meta's links: ids, names of the day, or the names an ad was published with, as its macros give them.
/// Made when first asked for.
/// </summary>
internal sealed class AdTags(AdPlan plan)
{
    private const int Styles = 6;

    private readonly UtmTag?[] _tags = new UtmTag?[plan.Ads.Length * Styles * 2];

    /// <summary>How many different tags there are on one day.</summary>
    public int Count => plan.Ads.Length * Styles;

    /// <summary>A tag as a click at some time (µs since 1970, UTC) carries it.</summary>
    public UtmTag At(int tag, long time)
    {
        var ad = plan.Ads[tag / Styles];
        var date = DateOnly.FromDayNumber(new DateOnly(1970, 1, 1).DayNumber + (int)(time / OrderTimes.MicrosPerDay));
        var renamed = date >= ad.Node.Renamed;
        // Made twice by two threads at once, it is the same twice.
        return _tags[(tag * 2) + (renamed ? 1 : 0)] ??= NewTag(ad, tag % Styles, renamed ? ad.Node.Renamed : ad.Node.Renamed.AddDays(-1));
    }

    private UtmTag NewTag(Ad ad, int style, DateOnly date)
    {
        var (adSet, campaign) = (plan.AdSetOf(ad), plan.CampaignOf(ad));
        var (adName, adSetName, campaignName) = (ad.Node.NameOn(date), adSet.NameOn(date), campaign.NameOn(date));
        return style switch
        {
            0 => new UtmTag("facebook", "paid", campaign.Id, ad.Node.Id, adSet.Id),
            1 => new UtmTag("ig", "paid", campaign.Id, ad.Node.Id, adSet.Id),
            2 => new UtmTag("facebook", "cpc", campaignName, adName, adSetName),
            3 => new UtmTag("instagram", "cpc", campaignName, ad.Node.Id),
            4 => new UtmTag("fb", "paid_social", campaign.FirstName, ad.Node.FirstName, adSet.FirstName),
            _ => new UtmTag("facebook", "paid", campaignName, null, null, $"&utm_id={campaign.Id}"),
        };
    }
}
