using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Generation;

public sealed class RealisticShopTests(RealisticShopTests.Shop given) : IClassFixture<RealisticShopTests.Shop>
{
    private const int Orders = 20_000;

    private readonly GeneratedShop _shop = given.Generated;

    [Fact]
    public void Every_order_has_an_id_of_its_own_and_ids_rise_with_time()
    {
        Assert.Equal(Orders, _shop.Count("orders"));
        Assert.Equal(Orders, _shop.Scalar<long>("select count(distinct order_id) from orders"));
        Assert.Equal(0, _shop.Count("(select created_at < lag(created_at) over (order by order_id) as falls from orders) where falls"));
    }

    [Fact]
    public void Orders_fill_all_days_and_peak_in_the_evening()
    {
        Assert.Equal(60, _shop.Scalar<long>("select count(distinct created_at::date) from orders"));
        Assert.Equal("2025-10-02 2025-11-30", _shop.Scalar<string>("select min(created_at::date) || ' ' || max(created_at::date) from orders"));
        Assert.Equal("20", _shop.Scalar<string>("select mode(strftime(created_at, '%H')) from orders"));
        Assert.Equal("2025-11-28", _shop.Scalar<string>("select mode(created_at::date)::varchar from orders"));
    }

    [Theory]
    [InlineData("a journey with utmParameters", "contains(customer_journey, '\"utmParameters\":{')", 44, 54)]
    [InlineData("UTM only in landing pages", "contains(customer_journey, '?utm_source') and not contains(customer_journey, '\"utmParameters\":{')", 7, 11)]
    [InlineData("only click ids", "regexp_matches(customer_journey, '[?&](gclid|gbraid|wbraid|fbclid|msclkid|ttclid|epik|sccid|twclid|li_fat_id|rdt_cid)=') and not contains(customer_journey, 'utm_source') and not contains(customer_journey, '\"utmParameters\":{')", 6, 10)]
    [InlineData("a journey without any campaign", "customer_journey like '%occurredAt%' and not regexp_matches(customer_journey, 'utm_source|clid|braid|utmParameters\":\\{')", 6, 11)]
    [InlineData("only custom_attributes", "regexp_matches(custom_attributes, '(?i)utm_|clid') and coalesce(customer_journey, '{\"moments\":[]}') = '{\"moments\":[]}'", 6, 10)]
    [InlineData("only customer_utm", "customer_utm_source is not null and coalesce(customer_journey, '{\"moments\":[]}') = '{\"moments\":[]}'", 4, 8)]
    [InlineData("only the order's landing page", "landing_page_url like '%utm_source=%' and coalesce(customer_journey, '{\"moments\":[]}') = '{\"moments\":[]}'", 3, 7)]
    [InlineData("only the order's referrer", "customer_referrer_url is not null and landing_page_url = 'https://shop.example/' and coalesce(customer_journey, '{\"moments\":[]}') = '{\"moments\":[]}'", 3, 6)]
    [InlineData("nothing", "customer_referrer_url is null and customer_utm_source is null and coalesce(landing_page_url, '') not like '%utm_%' and coalesce(custom_attributes, '') not like '%utm%' and coalesce(customer_journey, '{\"moments\":[]}') = '{\"moments\":[]}'", 4, 8)]
    [InlineData("a guest", "customer_id is null", 11, 15)]
    [InlineData("cancelled", "cancelled_at is not null", 1, 3)]
    [InlineData("refunded", "total_refunded_amount > 0", 3, 5)]
    public void Each_kind_of_order_has_its_share(string kind, string condition, double least, double most)
    {
        var share = 100.0 * _shop.Count($"orders where {condition}") / Orders;

        Assert.True(share >= least && share <= most, $"{kind}: {share:0.0} %, expected {least} to {most} %");
    }

    [Fact]
    public void All_JSON_parses_and_every_moment_is_at_most_its_order_and_12_a_journey()
    {
        Assert.Equal(0, _shop.Count("orders where not json_valid(customer_journey) or not json_valid(custom_attributes)"));
        Assert.Equal(0, _shop.Count("moments where seen is null or seen > created_at"));
        Assert.Equal("1 12", _shop.Scalar<string>("select min(n) || ' ' || max(n) from (select count(*) as n from moments group by order_id)"));
    }

    [Fact]
    public void Some_customers_order_often_and_later_orders_list_earlier_moments_again()
    {
        Assert.InRange(_shop.Scalar<long>("select max(n) from (select count(*) as n from orders group by customer_id having customer_id is not null)"), 15, 500);
        Assert.InRange(100 * _shop.Count("(select customer_id from orders group by all having customer_id is not null and count(*) > 1)")
            / _shop.Scalar<long>("select count(distinct customer_id) from orders"), 20, 45);
        var twice = _shop.Count("(select customer_id, moment from moments where customer_id is not null group by all having count(distinct order_id) > 1)");
        Assert.True(twice > 2_000, $"{twice} moments are listed by several orders");
    }

    [Fact]
    public void Clicks_have_ids_of_their_own()
    {
        const string clicks = "(select distinct customer_id, moment, regexp_extract(page, 'fbclid=([^&#]+)', 1) as id from moments where page like '%fbclid=%')";

        Assert.Equal(_shop.Count(clicks), _shop.Scalar<long>($"select count(distinct id) from {clicks}"));
    }

    [Fact]
    public void Links_of_ads_carry_ids_names_and_old_names_that_the_ads_table_knows()
    {
        const string meta = "from moments where moment ->> '$.utmParameters.source' in ('facebook', 'ig', 'instagram', 'fb')";
        Assert.True(_shop.Count("(select moment ->> '$.utmParameters.content' as id " + meta + ") join (select distinct ad_id from ads) on id = ad_id") > 3_000);
        Assert.True(_shop.Count("(select moment ->> '$.utmParameters.campaign' as name " + meta + ") join (select distinct campaign_name from ads) on name = campaign_name") > 3_000);
        Assert.Equal(0, _shop.Count("(select moment ->> '$.utmParameters.campaign' as campaign " + meta + " and (moment ->> '$.utmParameters.medium') <> 'bio') where campaign not in (select campaign_id from ads) and campaign not in (select campaign_name from ads)"));
        Assert.True(_shop.Scalar<long>("select count(distinct campaign_name) - count(distinct campaign_id) from ads") >= 3, "campaigns are renamed");
        Assert.True(_shop.Scalar<long>("select count(distinct ad_name || ad_id) - count(distinct ad_id) from ads") >= 3, "ads are renamed");
    }

    [Fact]
    public void Ad_hours_are_whole_and_leave_out_the_hour_that_the_clock_leaves_out()
    {
        Assert.Equal(0, _shop.Count("ads where spend is null or not isfinite(spend) or spend < 0 or date_start <> date_stop or try_cast(hourly_window[:2] as int) not between 0 and 23"));
        Assert.Equal(0, _shop.Count("(select 1 from ads group by date_start, hourly_window, ad_id, platform having count(*) > 1)"));
        // Adelaide's clock went from 2:00 to 3:00 on that day; its account is the sixth.
        Assert.Equal(0, _shop.Count("ads where account_id = '101000039595' and date_start = date '2025-10-05' and hourly_window like '02:%'"));
        Assert.True(_shop.Count("ads where account_id = '101000039595' and date_start = date '2025-10-06' and hourly_window like '02:%'") > 0);
        var roas = _shop.Scalar<double>("select (select sum(total_price_amount) from orders)::double / (select sum(spend) from ads)");
        Assert.InRange(roas, 2, 12);
    }

    public sealed class Shop : IDisposable
    {
        internal GeneratedShop Generated { get; } = new(new GeneratorOptions { Orders = Orders, HostileShare = 0, Ads = 40 });

        public void Dispose() => Generated.Dispose();
    }
}
