namespace UtmAttribution.Tests.Reference;

/// <summary>The campaign, ad set and ad of a session and how they were found.</summary>
internal sealed record Ids(string? Campaign, string? Adset, string? Ad, string Match);

/// <summary>The ladder that finds a session's ids (section 4).</summary>
internal sealed class IdLadder(AdCatalog catalog)
{
    public Ids Find(Utm utm, string? landingPage)
    {
        var query = Url.Query(landingPage);
        var ad = Candidate(catalog.KnowsAd, utm.Content, query, "hsa_ad", "ad_id");
        var adset = Candidate(catalog.KnowsAdset, utm.Term, query, "hsa_grp", "adset_id");
        var campaign = Candidate(catalog.KnowsCampaign, utm.Campaign, query, "utm_id", "hsa_cam", "campaign_id");

        if (ad is not null && catalog.KnowsAd(ad))
            return new Ids(catalog.CampaignOfAd(ad), catalog.AdsetOfAd(ad) ?? adset, ad, "ad_id");
        if (adset is not null && catalog.KnowsAdset(adset))
        {
            campaign = catalog.CampaignOfAdset(adset);
            return OnlyOne(catalog.AdsByAdsetAndName, adset, utm.Content) is { } named
                ? new Ids(campaign, adset, named, "adset_id+ad_name")
                : new Ids(campaign, adset, ad, "adset_id");
        }
        if (campaign is not null && catalog.KnowsCampaign(campaign))
            return WithNames(new Ids(campaign, adset, ad, "campaign_id"), utm);
        return OnlyOne(catalog.CampaignsByName, "", utm.Campaign) is { } byName
            ? WithNames(new Ids(byName, adset, ad, "campaign_name"), utm)
            : new Ids(campaign, adset, ad, "none");
    }

    private Ids WithNames(Ids ids, Utm utm)
    {
        if (OnlyOne(catalog.AdsByCampaignAndName, ids.Campaign!, utm.Content) is { } ad)
            return ids with { Ad = ad, Adset = catalog.AdsetOfAd(ad) ?? ids.Adset, Match = ids.Match + "+ad_name" };
        return OnlyOne(catalog.AdsetsByName, ids.Campaign!, utm.Term) is { } adset
            ? ids with { Adset = adset, Match = ids.Match + "+adset_name" }
            : ids;
    }

    /// <summary>The first that is digits only and known at that level or at least 6 digits long.</summary>
    private static string? Candidate(Func<string, bool> known, string? value, Dictionary<string, string> query, params string[] names) =>
        names.Select(name => query.GetValueOrDefault(name)).Prepend(value)
            .FirstOrDefault(v => v is not null && Text.IsDigits(v) && (v.Length >= 6 || known(v)));

    private static string? OnlyOne(ILookup<(string? Parent, string Name), string> lookup, string parent, string? name)
    {
        if (name is null)
            return null;
        string[] ids = [.. lookup[(parent, AdCatalog.NameKey(name))].Take(2)];
        return ids.Length == 1 ? ids[0] : null;
    }
}
