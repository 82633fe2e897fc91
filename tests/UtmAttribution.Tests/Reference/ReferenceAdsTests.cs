using static UtmAttribution.Tests.Reference.ReferenceCase;

namespace UtmAttribution.Tests.Reference;

public class ReferenceAdsTests
{
    private const string Header = "date_start,hourly_window,campaign_id,campaign_name,adset_id,adset_name,ad_id,ad_name,spend,impressions,clicks,platform,synced_at,account_id\n";

    // Campaign 11 was renamed; 12 has one of its old names; ads 31 and 32 of ad set 21, 33 of 22.
    private const string Names = Header +
        "2024-01-01,08:00,11,Old,21,Set A,31,Video,1,0,0,,,\n" +
        "2024-01-02,08:00,11,New,21,Set A,32,Image,1,0,0,,,\n" +
        "2024-01-02,09:00,11,New,22,Set B,33,Image,1,0,0,,,\n" +
        "2024-01-02,09:00,12,Shared,23,Set C,34,Image,1,0,0,,,\n" +
        "2024-01-03,09:00,13,Shared,24,Set D,35,Solo,1,0,0,,,\n";

    [Theory]
    [InlineData("x", "31", "", "", "11|21|31|ad_id|New|Video")]
    [InlineData("x", "image", "21", "", "11|21|32|adset_id+ad_name|New|Image")]
    [InlineData("x", "solo", "21", "", "11|21|∅|adset_id|New|∅")]
    [InlineData("11", "image", "", "", "11|∅|∅|campaign_id|New|∅")] // two ads of it have that name
    [InlineData("11", "video", "", "", "11|21|31|campaign_id+ad_name|New|Video")]
    [InlineData("OLD", "x", "set b", "", "11|22|∅|campaign_name+adset_name|New|∅")]
    [InlineData("Shared", "Solo", "", "", "∅|∅|∅|none|∅|∅")]
    [InlineData("999999", "888888", "7777777", "", "999999|7777777|888888|none|∅|∅")]
    [InlineData("99999", "31x", "", "", "∅|∅|∅|none|∅|∅")]
    [InlineData("x", "", "", "?hsa_ad=33&utm_id=13", "11|22|33|ad_id|New|Image")]
    [InlineData("x", "Solo", "", "?hsa_cam=13", "13|24|35|campaign_id+ad_name|Shared|Solo")]
    [InlineData("New", "888888", "", "", "11|∅|888888|campaign_name|New|∅")]
    public void Ids_are_found_by_the_ladder(string campaign, string content, string term, string query, string expected)
    {
        var run = new ReferenceCase
        {
            Ads = Names,
            Orders = Order("1", "2024-01-15T10:00:00Z", "100", "", Moment("2024-01-15T09:00:00Z", Utm("fb", "cpc", campaign, content, term), "/" + query)),
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        var result = run.Run();
        var ids = Select(result, "utm_sessions", "campaign_id adset_id ad_id id_match").Single();
        Assert.Equal(expected, ids + "|" + Select(result, "utm_order_mapping", "campaign_name ad_name").Single());
    }

    [Theory]
    [InlineData("Sum", "8.0000|5", "duplicate_row")]
    [InlineData("Newest", "7.0000|4", "duplicate_row,duplicate_row")]
    public void Several_rows_for_one_ad_hour_are_breakdowns_or_re_syncs(string mode, string expected, string rejects)
    {
        var run = new ReferenceCase
        {
            Ads = Header + "2024-01-01,08:00:00 - 08:59:59,11,,,,31,,1.0,10,1,,2024-01-02T10:00:59Z,\n" +
                "2024-01-01,08:00:00 - 08:59:59,11,,,,31,,1.00,10,1,,2024-01-02 10:00:59,\n" +
                "2024-01-01,08:00:00 - 08:59:59,11,,,,31,,3,10,2,,2024-01-02T10:05:01Z,\n" +
                "2024-01-01,08:00,11,,,,31,,4,10,2,,2024-01-02T10:05:59Z,\n",
            Options = new() { Currency = "EUR", AdsDuplicates = Enum.Parse<ReferenceAdsDuplicates>(mode) },
        };
        var result = run.Run();
        Assert.Equal([expected], Select(result, "utm_ad_hourly_performance", "ad_spend ad_clicks"));
        Assert.Equal(rejects, string.Join(',', Select(result, "utm_rejects", "reason")));
    }

    [Fact]
    public void Rows_without_visits_take_the_channel_of_the_platform_with_the_most_spend()
    {
        var run = new ReferenceCase
        {
            Ads = Header + "2024-01-01,08:00,11,C,21,S,31,A,1,1000,10,,,\n2024-01-01,08:00,11,C,21,S,31,A,2,500,5,google,,\n",
        };
        Assert.Equal(["2024-01-01|8|08:00:00 - 08:59:59|11|C|21|S|31|A|∅|Google|Paid Search|1500|15|3.0000|2.0000|0.2000|1.0000|0|0.0000|∅|ads_only"],
            run.Select("utm_ad_hourly_performance", "date_start hour_start hour_window campaign_id campaign_name adset_id adset_name ad_id ad_name " +
                "utm_source channel sub_channel ad_impressions ad_clicks ad_spend ad_cpm ad_cpc ad_ctr utm_sessions attributed_revenue " +
                "utm_data_quality data_match_status"));
    }

    [Fact]
    public void Spend_that_several_rows_meet_is_shared_and_never_counted_twice()
    {
        // fb: 1 session + 1 order = 2 units; google: 1 session = 1 unit. 10.0000 → ⌊100000·2/3⌋ = 66666 and the rest.
        var run = new ReferenceCase
        {
            Ads = Header + "2024-01-15,10:00,11,C,21,S,31,A,10,100,7,,,\n",
            Orders = Order("1", "2024-01-15T10:50:00Z", "25", "",
                Moment("2024-01-15T10:00:00Z", Utm("google", "cpc", "c", "31")), Moment("2024-01-15T10:40:00Z", Utm("fb", "cpc", "c", "31"))),
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        var result = run.Run();
        Assert.Equal(["fb|6.6666|66|4|25.0000|3.7500|25.0000|100.0000|matched", "google|3.3334|34|3|0.0000|0.0000|0.0000|100.0000|matched"],
            Select(result, "utm_ad_hourly_performance",
                "utm_source ad_spend ad_impressions ad_clicks utm_revenue roas conversion_rate_percent utm_data_quality data_match_status"));
        Assert.Equal(["2024-01-15|Facebook|Paid Social|fb|c|6.6666|3.7500|1.00000000", "2024-01-15|Google|Paid Search|google|c|3.3334|0.0000|0.00000000"],
            Select(result, "utm_daily_summary", "date_start channel sub_channel utm_source utm_campaign total_ad_spend roas total_attributed_orders"));
    }

    [Fact]
    public void Rows_of_an_account_with_its_own_zone_are_in_that_zone()
    {
        // 03:30 UTC is 22:30 of the day before in New York; the direct order stays in the reporting zone.
        var run = new ReferenceCase
        {
            Ads = Header + "2024-01-14,22:00,11,C,21,S,31,A,10,100,7,,,5\n",
            Accounts = "account_id,time_zone,currency\n5,America/New_York,\n",
            Orders = Order("1", "2024-01-15T03:45:00Z", "25", "", Moment("2024-01-15T03:30:00Z", Utm("fb", "cpc", "c", "31"))) +
                Order("2", "2024-01-15T03:45:00Z", "5"),
            Options = new() { Currency = "EUR", Models = ["last_click"], TimeZone = "Europe/Berlin" },
        };
        var result = run.Run();
        Assert.Equal(["2024-01-14|22|Facebook|matched|10.0000|1|25.0000", "2024-01-15|4|Direct|utm_only|0.0000|0|0.0000"],
            Select(result, "utm_ad_hourly_performance", "date_start hour_start channel data_match_status ad_spend utm_sessions attributed_revenue"));
        Assert.Equal(["2024-01-15", "2024-01-15"], Select(result, "utm_order_mapping", "order_date_local"));
    }
}
