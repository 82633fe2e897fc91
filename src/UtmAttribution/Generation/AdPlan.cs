using NodaTime;

namespace UtmAttribution.Generation;

/// <summary>The shop's ads on Meta: accounts in several zones, campaigns, ad sets and ads, some renamed on the way.</summary>
internal sealed class AdPlan
{
    private static readonly string?[] Zones =
        ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", null, "Australia/Adelaide"];

    private static readonly string[] Seasons = ["Spring", "Sommer", "Herbst", "Winter", "Evergreen", "Été"];
    private static readonly string[] Goals = ["Prospecting", "Retargeting", "Advantage+ Shopping", "Lookalike 1%", "Catalog"];
    private static readonly string[] Markets = ["DE", "US", "FR & BE", "UK", "IN"];
    private static readonly string[] Audiences = ["Broad 18-65", "Website visitors 30d", "LAL 1-3%", "Interest: Décor", "Cart abandoners"];
    private static readonly string[] Formats = ["Video 9x16", "Carousel", "Static 1x1", "UGC Reel", "Collection"];
    private static readonly string[] Motifs = ["Leinenhemd", "Oak lamp", "Gift guide", "Founder story", "-20% 🎉", "Größentabelle"];

    public AdPlan(GeneratorOptions options)
    {
        var adSets = Math.Max(1, options.Ads * 2 / 5);
        var campaigns = (adSets + 1) / 2;
        var random = Prng.At(options.Seed, RandomStream.Plan, 0);
        Accounts = [.. Enumerable.Range(0, Math.Min(Zones.Length, campaigns)).Select(i => NewAccount(i, options))];
        Campaigns = [.. Enumerable.Range(0, campaigns).Select(i => NewCampaign(i, ref random, options))];
        AdSets = [.. Enumerable.Range(0, adSets).Select(i => NewAdSet(i, ref random, options))];
        Ads = [.. Enumerable.Range(0, options.Ads).Select(i => NewAd(i, adSets, ref random, options))];
    }

    public AdAccount[] Accounts { get; }

    public AdNode[] Campaigns { get; }

    public AdNode[] AdSets { get; }

    public Ad[] Ads { get; }

    public AdNode AdSetOf(Ad ad) => AdSets[ad.Node.Parent];

    public AdNode CampaignOf(Ad ad) => Campaigns[AdSetOf(ad).Parent];

    /// <summary>The account of an ad; the ads table names it, and <c>ad_accounts</c> lists most of them.</summary>
    public AdAccount AccountOf(Ad ad) => Accounts[CampaignOf(ad).Parent];

    private static AdAccount NewAccount(int i, GeneratorOptions options)
    {
        var zone = Zones[i] is { } name ? DateTimeZoneProviders.Tzdb[name] : DateTimeZone.Utc;
        return new AdAccount($"{101_000_000_000 + (i * 7_919L)}", zone, options.CurrenciesOfAds[i % options.CurrenciesOfAds.Count], Zones[i] is not null);
    }

    // Every seventh campaign has the name of its neighbour in another case: a name that two campaigns had identifies neither.
    private AdNode NewCampaign(int i, ref Prng random, GeneratorOptions options)
    {
        var name = $"{Seasons[i / 5 % 6]} | {Goals[i % 5]} | {Markets[(i / 2) % 5]}" + (i < 30 ? "" : $" #{i / 30}");
        if (i % 7 == 6)
            name = $"{Seasons[(i - 1) / 5 % 6]} | {Goals[(i - 1) % 5]} | {Markets[((i - 1) / 2) % 5]}".ToUpperInvariant();
        return new AdNode($"{120_210_000_000_000_000 + (i * 10_007_000L)}", name, i % 3 == 1 ? name + " v2" : name,
            Rename(ref random, options), i % Accounts.Length);
    }

    private static AdNode NewAdSet(int i, ref Prng random, GeneratorOptions options)
    {
        var name = $"{Audiences[i % 5]} ({i + 1})";
        return new AdNode($"{120_211_000_000_000_000 + (i * 10_009_000L)}", name, i % 5 == 2 ? $"{Audiences[i % 5]} – new ({i + 1})" : name,
            Rename(ref random, options), i / 2);
    }

    // Motif and format repeat inside a campaign, as ads are copied from one ad set to the next.
    private static Ad NewAd(int i, int adSets, ref Prng random, GeneratorOptions options)
    {
        var adSet = (int)((long)i * adSets / options.Ads);
        var name = $"{Formats[i % 5]} - {Motifs[i / 2 % 6]}" + (i % 4 == 3 ? "" : $" - {i + 1}");
        var node = new AdNode($"{120_212_000_000_000_000 + (i * 10_037_000L)}", name, i % 6 == 1 ? $"{name} (copy)" : name,
            Rename(ref random, options), adSet);
        var reach = Math.Max(1, (int)(random.Between(40, 900) * ReachScale(options)));
        return new Ad(node, reach, random.Between(600, 1900), i % 4 == 2, i % 9 != 8);
    }

    // Ads of a reach of 470 spend 132 euros a day: scaled so that all of them spend about a fifth of 65 euros an order.
    private static double ReachScale(GeneratorOptions options) => options.Orders * 65.0 / 5 / (132.0 * options.Ads * options.Days);

    private static DateOnly Rename(ref Prng random, GeneratorOptions options) =>
        options.FirstDate.AddDays((options.Days / 2) + random.Between(-2, 2));
}
