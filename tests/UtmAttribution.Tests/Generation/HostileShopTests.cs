using System.Text;
using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Generation;

public sealed class HostileShopTests(HostileShopTests.Shop given) : IClassFixture<HostileShopTests.Shop>
{
    private readonly GeneratedShop _shop = given.Generated;

    [Fact]
    public void Every_hostile_text_occurs_in_journeys_pages_columns_or_attributes()
    {
        var missing = HostileText.All.Where(text => _shop.Count(
            $"orders where contains(customer_journey, {Literal(text.Text.Json)})") == 0 || _shop.Count($"orders where contains(customer_journey, {Literal(text.Text.Url)})") == 0);

        Assert.Empty(missing.Select(text => text.Name));
        Assert.True(_shop.Count("orders where customer_utm_campaign = 'İstanbul' or customer_utm_source = 'İstanbul' or customer_utm_medium = 'Straße' or customer_utm_content like '%🎉%' or customer_utm_term = 'NULL'") > 0);
        Assert.True(_shop.Count("orders where custom_attributes like '%\\ud800%' or custom_attributes like '%İstanbul%' or custom_attributes like '%STRAẞE%' or custom_attributes like '%null%'") > 0);
    }

    [Theory]
    [InlineData("zero amount", "total_price_amount = 0")]
    [InlineData("half a cent", "total_price_amount % 0.01 = 0.005")]
    [InlineData("six decimals", "total_price_amount % 0.0001 <> 0")]
    [InlineData("no amount", "total_price_amount is null")]
    [InlineData("negative amount", "total_price_amount < 0")]
    [InlineData("huge amount", "total_price_amount >= 1000000000")]
    [InlineData("no id", "order_id is null")]
    [InlineData("no time", "created_at is null")]
    [InlineData("currency in lower case", "total_price_currency = 'eur'")]
    [InlineData("no currency", "total_price_currency is null")]
    [InlineData("name with quotes, line break, tab and emoji", "order_name like '%\"Größe, M\"%' and contains(order_name, chr(10) || chr(9) || '🎁')")]
    [InlineData("microseconds", "epoch_us(created_at) % 1000000 <> 0")]
    [InlineData("cancelled test", "test and cancelled_at is not null")]
    [InlineData("refund above the total", "total_refunded_amount > total_price_amount and total_price_amount > 0")]
    [InlineData("negative refund", "total_refunded_amount < 0")]
    [InlineData("JSON cut off", "customer_journey like '{%' and not json_valid(customer_journey)")]
    [InlineData("JSON and more", "customer_journey like '%]}}' or customer_journey like '%]} null'")]
    [InlineData("JSON null", "customer_journey = ' null '")]
    [InlineData("JSON scalar", "json_valid(customer_journey) and json_type(customer_journey) not in ('OBJECT', 'NULL')")]
    [InlineData("moments no array", "json_valid(customer_journey) and json_type(customer_journey, 'moments') in ('OBJECT', 'VARCHAR')")]
    [InlineData("very many moments", "length(customer_journey) - length(replace(customer_journey, 'occurredAt', 'occurredA')) > 50")]
    [InlineData("moments twice", "length(customer_journey) - length(replace(customer_journey, '\"moments\":[', '\"moments\":')) = 2")]
    [InlineData("odd formatting", "contains(customer_journey, '\"moments\" : [')")]
    [InlineData("escaped keys in the journey", "contains(customer_journey, '\"utm\\u0050arameters\":')")]
    [InlineData("broken attributes", "not json_valid(custom_attributes)")]
    [InlineData("attributes are a scalar", "json_valid(custom_attributes) and json_type(custom_attributes) <> 'ARRAY'")]
    [InlineData("odd attributes", "custom_attributes like '[null,7,%'")]
    [InlineData("journey after the order only", "created_at < (select min(seen) from moments m where m.order_id = orders.order_id)")]
    public void Every_hostile_order_occurs(string kind, string condition) =>
        Assert.True(_shop.Count($"orders where {condition}") > 0, kind);

    [Theory]
    [InlineData("the same rows", "count(*) = 3 and count(distinct updated_at) = 1")]
    [InlineData("another amount, the same update", "count(distinct updated_at) = 1 and count(distinct total_price_amount) = 2")]
    [InlineData("a newer update", "count(distinct updated_at) = 2 and count(total_price_amount) = 2")]
    [InlineData("a copy without an update", "count(*) = 2 and count(updated_at) = 1")]
    [InlineData("a newer copy without an amount", "count(distinct updated_at) = 2 and count(total_price_amount) = 1")]
    public void Every_kind_of_copy_of_an_order_occurs(string kind, string condition) =>
        Assert.True(_shop.Count($"(select order_id from orders where order_id is not null group by order_id having {condition})") > 0, kind);

    [Theory]
    [InlineData("names in capitals", "page like '%?UTM_source=%'")]
    [InlineData("ampersands as in HTML", "page like '%&amp;utm_medium=%'")]
    [InlineData("repeated names", "page like '%utm_source=%&utm_source=second%'")]
    [InlineData("empty values", "page like '%?utm_source=&utm_medium=%'")]
    [InlineData("values in the fragment", "page like '%#reviews&utm_source=fragment%'")]
    [InlineData("a second question mark", "page like '%?ref=a?b%'")]
    [InlineData("a path", "page like '/%' and page not like '//%'")]
    [InlineData("no scheme", "page like '//shop.example%'")]
    [InlineData("user and port", "page like '%user:secret@%:8443/%'")]
    [InlineData("the shop as referrer", "moment ->> '$.referrerUrl' like '%SHOP.example%'")]
    [InlineData("referrer in capitals", "moment ->> '$.referrerUrl' like 'HTTPS://WWW.Google.COM:443/%'")]
    [InlineData("ids in the query", "regexp_matches(page, '[?&]ad_id=\\d+&adset_id=\\d+&campaign_id=\\d+')")]
    [InlineData("hsa ids in the query", "regexp_matches(page, '[?&]hsa_ad=1202\\d+&hsa_grp=\\d+&hsa_cam=\\d+')")]
    [InlineData("two click ids", "page like '%fbclid=%&GCLID=%'")]
    [InlineData("click ids without a value", "page like '%gclid=&gclid=null%'")]
    [InlineData("an offset of 45 minutes", "seen_text like '%+05:45'")]
    [InlineData("no offset", "regexp_matches(seen_text, ' \\d\\d:\\d\\d:\\d\\d$')")]
    [InlineData("nine decimals", "seen_text like '%.000000999Z'")]
    [InlineData("no seconds", "regexp_matches(seen_text, 'T\\d\\d:\\d\\dZ$')")]
    [InlineData("a time that is none", "seen_text in ('yesterday', '2025-13-01T00:00:00Z', '2025-11-05')")]
    [InlineData("no time", "json_type(moment) = 'OBJECT' and not contains(moment, '\"occurredAt\"') and not contains(moment, 'u0041')")]
    [InlineData("a number as time", "json_type(moment, '$.occurredAt') = 'UBIGINT'")]
    [InlineData("no object", "json_type(moment) <> 'OBJECT'")]
    [InlineData("wrong types", "json_type(moment, '$.utmParameters.source') = 'BOOLEAN'")]
    [InlineData("numbers as text", "json_type(moment, '$.utmParameters.campaign') = 'UBIGINT'")]
    [InlineData("parameters as text", "json_type(moment, '$.utmParameters') in ('VARCHAR', 'ARRAY', 'UBIGINT')")]
    [InlineData("repeated keys", "contains(moment, '\"source\":\"first\",\"medium\":\"first\",\"source\":\"newsletter\"')")]
    [InlineData("unknown fields", "contains(moment, '__typename')")]
    [InlineData("before 2000", "seen_text like '1999-%'")]
    [InlineData("more than a day after the order", "seen > created_at + interval 1 day")]
    [InlineData("up to a day after the order", "seen > created_at and seen <= created_at + interval 1 day")]
    [InlineData("older than the lookback", "seen < created_at - interval 30 days and seen_text like '2025-%'")]
    [InlineData("exactly the lookback", "seen = created_at - interval 30 days")]
    [InlineData("midnight in Berlin", "seen_text like '%T22:00:00Z' or seen_text like '%T23:00:00Z'")]
    [InlineData("midnight in Kathmandu", "seen_text like '%T18:15:00Z'")]
    [InlineData("the repeated hour in Berlin", "seen_text between '2025-10-26T00:00:00' and '2025-10-26T02:00:00'")]
    [InlineData("the repeated hour in New York", "seen_text between '2025-11-02T05:00:00' and '2025-11-02T07:00:00'")]
    public void Every_hostile_visit_occurs(string kind, string condition) =>
        Assert.True(_shop.Count($"moments where {condition}") > 0, kind);

    [Theory]
    [InlineData("equal times", "gap = 0 and moment <> before")]
    [InlineData("the same visit twice", "moment = before")]
    [InlineData("a gap of exactly 30 minutes", "gap = 1800000000")]
    [InlineData("a gap of 30 minutes and a second", "gap = 1801000000")]
    public void Visits_lie_exactly_on_the_edges_of_sessions(string kind, string condition) =>
        Assert.True(_shop.Count($"""
            (select moment, lag(moment) over w as before, epoch_us(seen) - epoch_us(lag(seen) over w) as gap
             from moments window w as (partition by order_id order by seen))
            where {condition}
            """) > 0, kind);

    [Theory]
    [InlineData("no hour", "hourly_window is null")]
    [InlineData("an hour above 23", "hourly_window like '24:%'")]
    [InlineData("an hour in words", "hourly_window = 'midnight'")]
    [InlineData("an hour of one digit", "hourly_window like '7:%'")]
    [InlineData("several days", "date_stop > date_start")]
    [InlineData("spend NaN", "isnan(spend)")]
    [InlineData("spend infinite", "isinf(spend)")]
    [InlineData("spend negative", "spend < 0")]
    [InlineData("spend NULL", "spend is null")]
    [InlineData("spend huge", "spend = 1e9")]
    [InlineData("impressions negative", "impressions < 0")]
    [InlineData("purchase value NaN", "isnan(value_onsite_web_purchase)")]
    [InlineData("no campaign", "campaign_id is null")]
    [InlineData("no ad", "ad_id is null")]
    [InlineData("no date", "date_start is null")]
    [InlineData("no measures", "impressions is null")]
    [InlineData("no names", "ad_name is null")]
    [InlineData("odd names", "campaign_name like '%İstanbul%'")]
    [InlineData("no account", "account_id is null")]
    [InlineData("spend of six decimals", "isfinite(spend) and abs(spend * 1e4 - round(spend * 1e4)) > 0.01")]
    [InlineData("spend without impressions", "impressions = 0 and spend > 0")]
    [InlineData("never synced", "synced_at is null")]
    public void Every_hostile_ad_hour_occurs(string kind, string condition) =>
        Assert.True(_shop.Count($"ads where {condition}") > 0, kind);

    [Theory]
    [InlineData("the same rows", "count(*) = 2 and count(distinct synced_at) = 1 and count(synced_at) = 2 and count(distinct clicks) = 1")]
    [InlineData("synced again", "count(distinct synced_at) = 2 and count(distinct clicks) = 1")]
    [InlineData("synced again with other figures", "count(distinct synced_at) = 2 and count(distinct clicks) = 2")]
    public void Every_kind_of_copy_of_an_ad_hour_occurs(string kind, string condition) =>
        Assert.True(_shop.Count($"(select 1 from ads where hourly_window like '%0:00 -%' group by date_start, hourly_window, ad_id, campaign_id, platform having {condition})") > 0, kind);

    private static string Literal(byte[] utf8) => "'" + Encoding.UTF8.GetString(utf8).Replace("'", "''", StringComparison.Ordinal) + "'";

    public sealed class Shop : IDisposable
    {
        internal GeneratedShop Generated { get; } = new(new GeneratorOptions { Orders = 8_000, HostileShare = 0.5, Ads = 12 });

        public void Dispose() => Generated.Dispose();
    }
}
