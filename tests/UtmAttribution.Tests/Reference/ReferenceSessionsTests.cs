using static UtmAttribution.Tests.Reference.ReferenceCase;

namespace UtmAttribution.Tests.Reference;

public class ReferenceSessionsTests
{
    private static readonly string Fb = Utm("fb", "cpc");

    public static TheoryData<string, string[], string> Splits => new()
    {
        { "a gap of exactly the timeout does not split", [Moment("2024-01-10T10:00:00Z"), Moment("2024-01-10T10:30:00Z")], "2" },
        { "a longer gap does", [Moment("2024-01-10T10:00:00Z"), Moment("2024-01-10T10:30:00.000001Z")], "1 1" },
        { "local midnight in Berlin does", [Moment("2024-01-10T22:59:00Z"), Moment("2024-01-10T23:01:00Z")], "1 1" },
        { "a first signal does not", [Moment("2024-01-10T10:00:00Z"), Moment("2024-01-10T10:01:00Z", Fb)], "2" },
        { "an equal signal does not", [Moment("2024-01-10T10:00:00Z", Fb), Moment("2024-01-10T10:01:00Z", Fb)], "2" },
        { "a missing signal does not", [Moment("2024-01-10T10:00:00Z", Fb), Moment("2024-01-10T10:01:00Z")], "2" },
        { "another value does", [Moment("2024-01-10T10:00:00Z", Fb), Moment("2024-01-10T10:01:00Z", Utm("fb", "paid"))], "1 1" },
        { "values after a click id alone do", [Moment("2024-01-10T10:00:00Z", "null", "/?gclid=1"), Moment("2024-01-10T10:01:00Z", Fb)], "1 1" },
        {
            "a click id where the session has none does not",
            [Moment("2024-01-10T10:00:00Z", Fb), Moment("2024-01-10T10:01:00Z", Fb, "/?gclid=1")],
            "2"
        },
        {
            "a click id of another value does",
            [Moment("2024-01-10T10:00:00Z", Fb, "/?gclid=1"), Moment("2024-01-10T10:01:00Z", Fb, "/?gclid=2")],
            "1 1"
        },
        {
            "equal visits are one",
            [Moment("2024-01-10T10:00:00Z", Fb), Moment("2024-01-10T11:00:00+01:00", Utm("FB", " cpc"))],
            "1"
        },
        {
            "sessions with one token are one: same time, same values, two click ids",
            [Moment("2024-01-10T10:00:00Z", Fb, "/?gclid=1"), Moment("2024-01-10T10:00:00Z", Fb, "/?gclid=2")],
            "2"
        },
        { "a moment before the lookback is no visit", [Moment("2023-12-11T11:59:59Z", Fb), Moment("2024-01-10T10:00:00Z", Fb)], "1" },
    };

    [Theory]
    [MemberData(nameof(Splits))]
    public void Visits_split_into_sessions_as_the_contract_says(string why, string[] moments, string expectedVisits)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-11T10:00:00Z", "10", "\"test\":false,\"customer_referrer_url\":null", moments),
            Options = new ReferenceOptions { Currency = "EUR", TimeZone = "Europe/Berlin", From = new(2023, 12, 1), To = new(2024, 1, 12) },
        };
        var visits = run.Select("utm_sessions", "session_start_time pageviews_count data_source")
            .Where(r => !r.EndsWith("|none", StringComparison.Ordinal)).Order().Select(r => r.Split('|')[1]);
        Assert.True(expectedVisits == string.Join(' ', visits), why);
    }

    public static TheoryData<string, string> Carried => new()
    {
        { """ "custom_attributes":[{"key":"UTM_Source","value":"FB "},{"key":"x","value":1}] """, "fb|∅|∅|custom_attributes|Other" },
        { """ "custom_attributes":[{"key":"fbclid","value":"Ab"}] """, "∅|fbclid|Ab|custom_attributes|Facebook" },
        { """ "customer_utm_source":"google","customer_utm_medium":"CPC","landing_page_url":"/?gclid=g" """, "google|gclid|g|customer_utm|Google" },
        { """ "landing_page_url":"https://s.example/?utm_source=bing" """, "bing|∅|∅|order|Other" },
        { """ "landing_page_url":"https://s.example/","customer_referrer_url":"https://www.news.example/x" """, "∅|∅|∅|order|Referral" },
        { """ "landing_page_url":"https://s.example/","customer_referrer_url":"https://s.example/x" """, "∅|∅|∅|none|Direct" },
        { """ "landing_page_url":"/","customer_referrer_url":"https://own.example/" """, "∅|∅|∅|none|Direct" },
        { """ "custom_attributes":{},"customer_utm_source":"none" """, "∅|∅|∅|none|Direct" },
    };

    [Theory]
    [MemberData(nameof(Carried))]
    public void What_an_order_carries_makes_a_visit_by_the_first_evidence(string properties, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-11T10:00:00Z", "10", properties),
            Options = new ReferenceOptions { Currency = "EUR", ShopHosts = ["https://www.own.example"] },
        };
        Assert.Equal([expected], run.Select("utm_sessions", "utm_source click_id click_id_value data_source channel"));
    }

    [Theory]
    [InlineData("2024-01-11T09:00:00Z", true, "journey")]
    [InlineData("2024-01-11T09:00:00Z", false, "journey attributes")]
    [InlineData("2024-01-11T11:00:00Z", true, "attributes journey")]
    public void An_order_speaks_only_where_its_journey_has_no_earlier_signal(string at, bool signal, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-11T10:00:00Z", "10", """ "custom_attributes":[{"key":"utm_source","value":"x"}] """,
                Moment(at, signal ? Fb : "null", "/", "https://other.example")),
        };
        var sources = run.Select("utm_sessions", "session_start_time data_source").Order();
        Assert.Equal(expected, string.Join(' ', sources.Select(s => s.Split('|')[1].Split('_')[^1])));
    }

    [Fact]
    public void Visits_of_cancelled_orders_are_visits_and_test_orders_give_none()
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-11T10:00:00Z", "10", """ "customer_id":7,"cancelled_at":"2024-01-12T00:00Z" """, Moment("2024-01-11T09:00:00Z", Fb)) +
                Order("2", "2024-01-11T10:00:00Z", "10", """ "customer_id":8,"test":true """, Moment("2024-01-11T09:00:00Z", Fb)) +
                Order("3", "2024-01-11T12:00:00Z", "5", """ "customer_id":7 """),
        };
        Assert.Equal(["c:7|7|true|5.0000|EUR"],
            run.Select("utm_sessions", "visitor_id customer_id is_conversion_session conversion_value conversion_currency"));
    }

    [Fact]
    public void Two_conversions_at_one_time_without_a_session_share_one_of_their_own()
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-11T10:00:00Z", "10", "\"customer_id\":7") + Order("2", "2024-01-11T10:00:00Z", "20", "\"customer_id\":7") +
                Order("3", "2024-01-15T10:00:00Z", "40", "\"customer_id\":7"),
            Options = new ReferenceOptions { Currency = "EUR", Touchpoints = ReferenceTouchpoints.All, Models = ["linear"] },
        };
        var result = run.Run();
        Assert.Equal(["1|30.0000", "1|40.0000"], Select(result, "utm_sessions", "pageviews_count conversion_value").Order());
        Assert.Equal(["1|10.0000", "2|20.0000", "3|20.0000", "3|20.0000"],
            [.. Select(result, "utm_order_mapping", "order_id attributed_revenue attribution_model").Where(r => r.EndsWith("linear", StringComparison.Ordinal))
                .Select(r => r[..r.LastIndexOf('|')])]);
        Assert.All(Select(result, "utm_hourly_metrics", "total_sessions"), s => Assert.Equal("0", s));
    }
}
