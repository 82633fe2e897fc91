using static UtmAttribution.Tests.Reference.ReferenceCase;

namespace UtmAttribution.Tests.Reference;

public class ReferenceRejectsTests
{
    [Theory]
    [InlineData(" ", "2024-01-15T10:00:00Z", "10", "", "∅|2024-01-15|rejected|missing_id|∅")]
    [InlineData("1", "2024-01-15", "x", "", "1|1970-01-01|rejected|bad_timestamp|∅")]
    [InlineData("1", "2024-01-15T10:00:00Z", "x", "\"cancelled_at\":\"soon\"", "1|2024-01-15|rejected|bad_timestamp|∅")]
    [InlineData("1", "2024-01-15T10:00:00Z", "-0.01", "", "1|2024-01-15|rejected|bad_amount|∅")]
    [InlineData("1", "2024-01-15T10:00:00Z", "1e9", "", "1|2024-01-15|rejected|bad_amount|∅")]
    [InlineData("1", "2024-01-15T10:00:00Z", "NaN", "", "1|2024-01-15|rejected|bad_amount|∅")]
    [InlineData("1", "2024-01-15T10:00:00Z", "1", "\"custom_attributes\":\"{\"", "1|2024-01-15|partial|bad_json|custom_attributes")]
    [InlineData("1", "2024-01-15T10:00:00Z", "1", "\"custom_attributes\":\"\\\"x\\\"\",\"test\":true", "1|2024-01-15|partial|bad_json|custom_attributes")]
    [InlineData("1", "2024-01-15T10:00:00Z", "1", "\"custom_attributes\":\"null\"", null)]
    [InlineData("1", "2024-01-15T10:00:00Z", "0", "\"updated_at\":\"never\"", null)]
    public void What_is_not_usable_is_kept_with_its_first_reason(string id, string createdAt, string amount, string more, string? expected)
    {
        var run = new ReferenceCase { Orders = Order(id, createdAt, amount, more) };
        Assert.Equal(expected is null ? [] : [expected], run.Select("utm_rejects", "record_id record_date severity reason detail"));
    }

    [Theory]
    [InlineData("""{"moments":5}""", "bad_json|customer_journey")]
    [InlineData("""{"moments":null}""", null)]
    [InlineData("""{"moments":[],}""", "bad_json|customer_journey")]
    [InlineData("""{"moments":[1,{"occurredAt":"2024-01-15T09:00:00Z","landingPage":"\ud800","utmParameters":7}]}""", "bad_moment|0")]
    [InlineData("""{"moments":[{"occurredAt":"1999-12-31T23:59:59Z"}]}""", "bad_moment|0")]
    [InlineData("""{"moments":[{"occurredAt":"2024-01-16T10:00:00Z"},{"occurredAt":"2024-01-16T10:00:00.000001Z"}]}""", "bad_moment|1")]
    [InlineData("""{"moments":[{"occurredAt":"x"}],"moments":[]}""", null)]
    public void Parts_of_a_journey_that_are_not_usable_are_partial_rejects(string journey, string? expected)
    {
        var orders = new ReferenceTable(
            ["order_id", "created_at", "total_price_amount", "customer_journey"], [["1", "2024-01-15T10:00:00Z", "1", journey]]);
        var none = ReferenceTable.FromCsv("date_start,hourly_window,campaign_id,ad_id,spend\n");
        var result = ReferenceRun.Of(
            new ReferenceSources(orders, none, ReferenceTable.FromCsv("id,channel\n")), new ReferenceOptions { Currency = "EUR" });
        Assert.Equal(expected is null ? [] : [expected], Select(result, "utm_rejects", "reason detail"));
    }

    [Fact]
    public void Deep_nesting_is_json_too()
    {
        var deep = $"[{new string('[', 5_000)}{new string(']', 5_000)}]";
        var run = new ReferenceCase { Orders = Order("1", "9999-12-31T23:59:59Z", "1", $"\"custom_attributes\":{deep}") };
        Assert.Empty(run.Select("utm_rejects", "reason"));
    }

    [Theory]
    [InlineData("2024-01-15,07:00:00 - 07:59:59,,1,1,,,", "|1|2024-01-15|07:00:00 - 07:59:59|missing_id")]
    [InlineData("2024-13-15,07:00,2,1,1,,,", "2|1|2024-13-15|07:00|bad_timestamp")]
    [InlineData("2024-01-15,07:00,2,1,,,,", "2|1|2024-01-15|07:00|bad_amount")]
    [InlineData("2024-01-15,07:00,2,1,1,-1,,", "2|1|2024-01-15|07:00|bad_amount")]
    [InlineData("2024-01-15,,2,1,1,,,", "2|1|2024-01-15||bad_hour")]
    [InlineData("2024-01-15,24:00,2,1,1,,,", "2|1|2024-01-15|24:00|bad_hour")]
    [InlineData("2024-01-15,07:00,2,1,1,,2024-01-16,", "2|1|2024-01-15|07:00|collapsed_days")]
    [InlineData("2024-01-15,07:00,2,1,1,,2024-01-15,9", "2|1|2024-01-15|07:00|no_fx_rate")]
    [InlineData("2024-01-15,07:00,2,1,0,,2024-01-15,", null)]
    public void Ad_rows_that_are_not_usable_are_kept_with_their_first_reason(string row, string? expected)
    {
        var run = new ReferenceCase
        {
            Ads = "date_start,hourly_window,campaign_id,ad_id,spend,clicks,date_stop,account_id\n" + row + "\n",
            Accounts = "account_id,time_zone,currency\n9,,USD\n",
            FxRates = "date,currency,rate\n2023-01-01,USD,1\n",
        };
        Assert.Equal(expected is null ? [] : [expected], run.Select("utm_rejects", "record_id reason"));
    }

    [Theory]
    [InlineData("\"updated_at\":null", "\"updated_at\":\"2024-01-01T00:00Z\"", "1", "1", "B")]
    [InlineData("\"updated_at\":null", "\"updated_at\":\"never\"", "9.5", "10", "B")]
    [InlineData("\"updated_at\":null", "\"order_name\":null", "10.0", "10", "A")] // the names: A, then nothing
    public void Of_several_copies_the_newest_then_the_greatest_is_used(string first, string second, string firstAmount, string secondAmount, string expected)
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:00:00Z", firstAmount, "\"order_name\":\"A\"," + first) +
                Order("1", "2024-01-15T10:00:00Z", secondAmount, "\"order_name\":\"B\"," + second),
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        var result = run.Run();
        Assert.Equal([expected], Select(result, "utm_order_mapping", "order_name"));
        Assert.Equal(["1|duplicate_id"], Select(result, "utm_rejects", "record_id reason"));
        Assert.Equal("2", result.Ledger["orders read"]);
    }

    [Fact]
    public void A_run_publishes_the_rejects_of_its_dates_and_of_no_date()
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-14T10:00:00Z", "x") + Order("2", "2024-01-15T10:00:00Z", "x") + Order("3", "soon", "x"),
            Options = new() { Currency = "EUR", From = new(2024, 1, 15), To = new(2024, 1, 15) },
        };
        Assert.Equal(["2|2024-01-15", "3|1970-01-01"], run.Select("utm_rejects", "record_id record_date"));
    }
}
