using Npgsql;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>The ids and names of the ads table, as a script keeps them in dictionaries to find the ad of a session.</summary>
internal sealed class AdNames
{
    private const string Query = "select distinct campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name from public.ads_insights_hourly";

    private readonly HashSet<string> _campaigns = [];
    private readonly Dictionary<string, string> _campaignOfAdSet = [];
    private readonly Dictionary<string, (string AdSet, string Campaign)> _ads = [];

    // Null where several have had the name.
    private readonly Dictionary<string, string?> _campaignNames = [];
    private readonly Dictionary<(string Parent, string Name), string?> _adNames = [];
    private readonly Dictionary<(string Campaign, string Name), string?> _adSetNames = [];

    /// <summary>Reads the table.</summary>
    public static AdNames Read(NpgsqlConnection connection)
    {
        var names = new AdNames();
        using var command = new NpgsqlCommand(Query, connection);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (campaign, adSet, ad) = (row.GetString(0), row.GetString(2), row.GetString(4));
            names._campaigns.Add(campaign);
            names._campaignOfAdSet[adSet] = campaign;
            names._ads[ad] = (adSet, campaign);
            Name(names._campaignNames, Key(row.GetString(1)), campaign);
            Name(names._adSetNames, (campaign, Key(row.GetString(3))), adSet);
            Name(names._adNames, (campaign, Key(row.GetString(5))), ad);
            Name(names._adNames, (adSet, Key(row.GetString(5))), ad);
        }

        return names;
    }

    /// <summary>Campaign, ad set and ad of a session: by an id that is known, else by a name that only one has had, else the id that it carries.</summary>
    public (string? Campaign, string? AdSet, string? Ad) Of(ShopSession session)
    {
        var query = PageQuery.Of(session.Origin?.Page);
        var utm = session.Utm;
        var givenAd = Id(utm.Content, _ads.ContainsKey) ?? Id(query["hsa_ad"], _ads.ContainsKey) ?? Id(query["ad_id"], _ads.ContainsKey);
        var givenAdSet = Id(utm.Term, _campaignOfAdSet.ContainsKey) ?? Id(query["hsa_grp"], _campaignOfAdSet.ContainsKey) ?? Id(query["adset_id"], _campaignOfAdSet.ContainsKey);
        var givenCampaign = Id(utm.Campaign, _campaigns.Contains) ?? Id(query["utm_id"], _campaigns.Contains)
            ?? Id(query["hsa_cam"], _campaigns.Contains) ?? Id(query["campaign_id"], _campaigns.Contains);
        if (givenAd is not null && _ads.TryGetValue(givenAd, out var parents))
            return (parents.Campaign, parents.AdSet, givenAd);
        var content = Key(utm.Content);
        if (givenAdSet is not null && _campaignOfAdSet.TryGetValue(givenAdSet, out var parent))
            return (parent, givenAdSet, _adNames.GetValueOrDefault((givenAdSet, content)) ?? givenAd);
        var campaign = givenCampaign is not null && _campaigns.Contains(givenCampaign)
            ? givenCampaign
            : _campaignNames.GetValueOrDefault(Key(utm.Campaign));
        if (campaign is null)
            return (givenCampaign, givenAdSet, givenAd);
        if (_adNames.GetValueOrDefault((campaign, content)) is { } ad)
            return (campaign, _ads[ad].AdSet, ad);
        return (campaign, _adSetNames.GetValueOrDefault((campaign, Key(utm.Term))) ?? givenAdSet, givenAd);
    }

    private static string? Id(string? text, Predicate<string> isKnown) =>
        text is not null && text.All(char.IsAsciiDigit) && (text.Length >= 6 || isKnown(text)) ? text : null;

    // Not left to the server, whose lower case depends on its locale.
    private static string Key(string? name) => name?.Trim().ToLowerInvariant() ?? "";

    private static void Name<T>(Dictionary<T, string?> names, T name, string id)
        where T : notnull => names[name] = names.TryGetValue(name, out var known) && known != id ? null : id;
}
