using static UtmAttribution.Tests.Reference.ReferenceCase;

namespace UtmAttribution.Tests.Reference;

public class ReferenceAttributionTests
{
    // Ages at the order: fb 14 days, google 7 days, referral 1 day, direct 0.
    private static readonly string Path = Order("1", "2024-01-15T10:00:00Z", "100", "\"customer_id\":7",
        Moment("2024-01-01T10:00:00Z", Utm("fb", "cpc")),
        Moment("2024-01-08T10:00:00Z", Utm("google", "cpc")),
        Moment("2024-01-14T10:00:00Z", "null", "/", "https://news.example"),
        Moment("2024-01-15T10:00:00Z"));

    [Theory]
    [InlineData("first_click", "BestTier", "1/2 Facebook 1.00000000 100.0000 true")]
    [InlineData("last_click", "BestTier", "2/2 Google 1.00000000 100.0000 true")]
    [InlineData("last_click", "NonDirect", "3/3 Referral 1.00000000 100.0000 true")]
    [InlineData("last_click", "All", "4/4 Direct 1.00000000 100.0000 true")]
    [InlineData("last_non_direct_click", "BestTier", "3/4 Referral 1.00000000 100.0000 true")]
    [InlineData("linear", "NonDirect",
        "1/3 Facebook 0.33333333 33.3300 false, 2/3 Google 0.33333333 33.3300 false, 3/3 Referral 0.33333334 33.3400 true")]
    [InlineData("position_based", "BestTier", "1/2 Facebook 0.50000000 50.0000 false, 2/2 Google 0.50000000 50.0000 true")]
    [InlineData("position_based", "All",
        "1/4 Facebook 0.40000000 40.0000 false, 2/4 Google 0.10000000 10.0000 false, 3/4 Referral 0.10000000 10.0000 false, 4/4 Direct 0.40000000 40.0000 true")]
    // 2^29 : 2^30 → 1/3, 2/3
    [InlineData("time_decay", "BestTier", "1/2 Facebook 0.33333333 33.3300 false, 2/2 Google 0.66666667 66.6700 true")]
    public void Credit_follows_tier_and_model(string model, string touchpoints, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Path,
            Options = new() { Currency = "EUR", Models = [model], PrimaryModel = model, Touchpoints = Enum.Parse<ReferenceTouchpoints>(touchpoints) },
        };
        var rows = run.Select("utm_order_mapping", "touch_index touch_count channel attribution_weight attributed_revenue is_primary_attribution");
        Assert.Equal(expected, string.Join(", ", rows.Order().Select(r => r.Split('|')).Select(r => $"{r[0]}/{r[1]} {string.Join(' ', r[2..])}")));
    }

    [Theory]
    [InlineData("2023-12-16T10:00:00Z", "Direct")] // exactly the lookback: a visit, but no touchpoint
    [InlineData("2023-12-16T10:00:00.000001Z", "Facebook")]
    [InlineData("2024-01-15T10:00:00Z", "Facebook")]
    [InlineData("2024-01-15T10:00:00.000001Z", "Direct")]
    public void Touchpoints_start_after_the_lookback_and_not_after_the_order(string at, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", "100", "", Moment(at, Utm("fb", "cpc"))),
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        Assert.Equal([expected], run.Select("utm_order_mapping", "channel"));
    }

    [Theory]
    [InlineData("EUR", "10.005", "", "10.0100")]
    [InlineData("JPY", "10.5", "", "11.0000")]
    [InlineData("KWD", "10.0005", "", "10.0010")]
    [InlineData("EUR", "10", "3.5", "6.5000")]
    [InlineData("EUR", "10", "-3.5", "10.0000")]
    [InlineData("EUR", "10", "11", "0.0000")]
    public void An_order_is_worth_whole_minor_units(string currency, string amount, string refunded, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", amount, $"\"total_refunded_amount\":\"{refunded}\""),
            Options = new() { Currency = currency, Models = ["last_click"], NetRevenue = true },
        };
        Assert.Equal([expected], run.Select("utm_order_mapping", "order_value"));
    }

    [Theory]
    [InlineData("2024-01-15", "9.0100")] // 10.006 · 0.9 = 9.0054
    [InlineData("2024-01-08", "9.0100")]
    [InlineData("2024-01-07", null)]
    [InlineData("2024-01-16", null)]
    public void A_rate_serves_its_date_and_the_seven_days_after(string rateDate, string? expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", "10.006", "\"total_price_currency\":\"usd\""),
            FxRates = $"date,currency,rate\n{rateDate},USD,0.9\n",
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        var result = run.Run();
        Assert.Equal(expected is null ? [] : [expected], Select(result, "utm_order_mapping", "order_value"));
        Assert.Equal(expected is null ? ["1|no_fx_rate"] : [], Select(result, "utm_rejects", "record_id reason"));
    }

    [Theory]
    [InlineData("date,currency,rate\n2024-01-15,USD,0.9\n2024-01-15,usd,0.9\n")]
    [InlineData("date,currency,rate\n2024-01-15,USD,0\n")]
    [InlineData("date,currency,rate\n2024-01-15,GBP,1\n")]
    public void Rates_that_are_repeated_not_positive_or_missing_are_refused(string rates) =>
        Assert.Throws<ReferenceException>(() => new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", "10", "\"total_price_currency\":\"USD\""),
            FxRates = rates,
        }.Run());

    [Theory]
    [InlineData("EUR", "EUR", "EUR")]
    [InlineData("EUR", "USD", null)]
    public void The_reporting_currency_is_the_only_one_of_the_orders(string first, string second, string? expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", "10", $"\"total_price_currency\":\"{first}\"") +
                Order("2", "2024-01-15T10:00:00Z", "10", $"\"total_price_currency\":\"{second}\""),
            Options = new() { Models = ["last_click"] },
        };
        if (expected is null)
            Assert.Throws<ReferenceException>(run.Run);
        else
            Assert.All(run.Select("utm_order_mapping", "order_currency"), c => Assert.Equal(expected, c));
    }
}
