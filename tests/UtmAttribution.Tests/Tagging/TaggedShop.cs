using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Tagging;

/// <summary>A folder with a few orders and ads, each with one fault of its tags; gone after the test.</summary>
internal sealed class TaggedShop : IDisposable
{
    private const string Orders = """
        order_id,created_at,cancelled_at,test,total_price_amount,total_price_currency,landing_page_url,customer_utm_campaign,custom_attributes,moments
        1,2026-01-10 12:00Z,,,10,EUR,,,,2026-01-10T11:00:00Z|fb|cpc|{{campaign.name}}|700000000000003||
        2,2026-01-10 12:00Z,,,20,EUR,,,,2026-01-10T11:00:00Z|||||https://shop.example/?utm_source=fb&utm_medium=cpc&utm_campaign=%7B%7Bcampaign.name%7D%7D&gclid=__GCLID__|
        3,2026-01-10 12:00Z,,,30,EUR,,,,2026-01-10T11:00:00Z|Newsletter|email|Winter Sale|||
        4,2026-01-10 12:00Z,,,40,EUR,,,,2026-01-10T11:00:00Z|newsletter|email|winter sale|||
        5,2026-01-10 12:00Z,,,50,EUR,,,,2026-01-10T11:00:00Z|newsletter|email|Winter Sale|||
        6,2026-01-10 12:00Z,,,60,EUR,,,,2026-01-10T11:00:00Z|||||https://shop.example/?gclid=abc|
        7,2026-01-10 12:00Z,,,70,EUR,,,,2026-01-10T11:00:00Z|facebook|cpc|Sprnig Sale|||
        8,2026-01-10 12:00Z,,,80,EUR,,,,2026-01-10T11:00:00Z|||||https://shop.example/cart|https://shop.example/
        9,2026-01-10 12:00Z,,,90,EUR,,,,2026-01-10T11:00:00Z|||||https://shop.example/thanks|https://pay.shop.example/x
        10,2026-01-10 12:00Z,,,100,EUR,,,,
        11,2026-01-10 12:00Z,,,110,EUR,,,,2025-12-01T11:00:00Z|newsletter|email|{{old}}|||
        12,2026-01-10 12:00Z,,,120,EUR,https://shop.example/,{campaign},,
        13,2026-01-10 12:00Z,,,130,EUR,,,"[{""key"":""UTM_Campaign"",""value"":""{{x}}""}]",
        14,2026-01-10 12:00Z,2026-01-11 12:00Z,,140,EUR,,,,2026-01-10T11:00:00Z|fb|cpc|{{campaign.name}}|||
        15,2026-01-10 12:00Z,,true,150,EUR,,,,2026-01-10T11:00:00Z|fb|cpc|{{campaign.name}}|||
        16,2026-01-10 12:00Z,,,160,EUR,,,,2026-01-10T11:00:00Z|facebook|cpc|Autum|||
        17,2026-01-10 12:00Z,,,170,EUR,,,,2026-01-10T11:00:00Z|facebook|cpc|old|||

        """;

    private const string Ads = """
        date_start,hourly_window,campaign_id,campaign_name,adset_id,ad_id,ad_name,spend
        2026-01-10,10:00:00 - 10:59:59,700000000000001,Spring Sale,700000000000002,700000000000003,Ad S,5
        2026-01-10,10:00:00 - 10:59:59,700000000000011,Autumn,700000000000012,700000000000013,Ad A,7
        2026-01-09,10:00:00 - 10:59:59,700000000000021,Old,700000000000022,700000000000023,Ad R,2
        2026-01-10,10:00:00 - 10:59:59,700000000000021,New,700000000000022,700000000000023,Ad R,3

        """;

    private readonly TemporaryFolder _folder = new();

    public TaggedShop()
    {
        _folder.Write("shopify_orders.csv", string.Join('\n', Orders.Split('\n').Select(Journey)));
        _folder.Write("ads_insights_hourly.csv", Ads);
    }

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    // The last field is a visit: time|source|medium|campaign|content|landing page|referrer.
    private static string Journey(string line)
    {
        var (rest, moment) = (line[..(line.LastIndexOf(',') + 1)], line[(line.LastIndexOf(',') + 1)..]);
        if (moment == "moments")
            return rest + "customer_journey";
        if (moment.Split('|') is not [var time, var source, var medium, var campaign, var content, var page, var referrer])
            return line;
        var utm = string.Join(',', new[] { ("source", source), ("medium", medium), ("campaign", campaign), ("content", content) }.Select(Field));
        var journey = $"{{\"moments\":[{{\"occurredAt\":\"{time}\",\"landingPage\":{Text(page)},\"referrerUrl\":{Text(referrer)},\"utmParameters\":{{{utm}}}}}]}}";
        return $"{rest}\"{journey.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Field((string Name, string Value) field) => $"\"{field.Name}\":{Text(field.Value)}";

    private static string Text(string value) => value.Length == 0 ? "null" : $"\"{value}\"";
}
