using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Options;

namespace UtmAttribution.Tests.Cli.Parsing;

public sealed class ValuesTests
{
    private const string NotADuration = "is not a duration; give a whole number and one of s, m, h, d, w, such as 45s, 30m, 12h, 7d, 4w";
    private const string NotASize = "is not a size; give a number and one of KB, MB, GB, TB, KiB, MiB, GiB, TiB, such as 512MB or 1.5GiB";

    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1_800)]
    [InlineData("12h", 43_200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("4w", 2_419_200)]
    [InlineData(" 30 m ", 1_800)]
    [InlineData("36500d", 3_153_600_000)]
    public void A_duration_is_a_whole_number_and_a_unit(string text, long seconds) =>
        Assert.Equal(seconds, (long)Values.Duration(Given(text)).TotalSeconds);

    [Theory]
    [InlineData("30", $"--x: \"30\" {NotADuration}")]
    [InlineData("1.5h", $"--x: \"1.5h\" {NotADuration}")]
    [InlineData("-5d", $"--x: \"-5d\" {NotADuration}")]
    [InlineData("30D", $"--x: \"30D\" {NotADuration}")]
    [InlineData("d", $"--x: \"d\" {NotADuration}")]
    [InlineData("٣d", $"--x: \"٣d\" {NotADuration}")]
    [InlineData("1h30m", $"--x: \"1h30m\" {NotADuration}")]
    [InlineData("0m", "--x: \"0m\" is no time at all; give at least 1s")]
    [InlineData("36501d", "--x: \"36501d\" is too long; give at most 36500d")]
    [InlineData("999999999999999999w", "--x: \"999999999999999999w\" is too long; give at most 36500d")]
    [InlineData("", "--x: the value is empty; give a duration, such as 30m")]
    public void Anything_else_is_no_duration(string text, string message) => AssertWrong(message, () => (object)Values.Duration(Given(text)));

    [Theory]
    [InlineData("1d", 1)]
    [InlineData("720h", 30)]
    [InlineData("4w", 28)]
    [InlineData("86400s", 1)]
    public void A_lookback_is_whole_days_in_any_unit(string text, int days) => Assert.Equal(days, Values.WholeDays(Given(text)).TotalDays);

    [Theory]
    [InlineData("25h", "--x: \"25h\" is not a whole number of days; give 1d or more, such as 30d, 4w or 720h")]
    [InlineData("30m", "--x: \"30m\" is not a whole number of days; give 1d or more, such as 30d, 4w or 720h")]
    [InlineData("0d", "--x: \"0d\" is no time at all; give at least 1s")]
    public void A_lookback_of_part_of_a_day_is_refused(string text, string message) => AssertWrong(message, () => (object)Values.WholeDays(Given(text)));

    [Theory]
    [InlineData("2026-03-01", 2026, 3, 1)]
    [InlineData("2024-02-29", 2024, 2, 29)]
    public void A_date_is_year_month_day(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Values.Date(Given(text)));

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-3-1")]
    [InlineData("01.03.2026")]
    [InlineData("2026-03-01T00:00")]
    [InlineData("today")]
    public void Anything_else_is_no_date(string text) =>
        AssertWrong($"--x: \"{text}\" is not a date; give YYYY-MM-DD, such as 2026-03-01", () => (object)Values.Date(Given(text)));

    [Theory]
    [InlineData("40,20,40", 40, 20, 40)]
    [InlineData(" 0, 100 ,0", 0, 100, 0)]
    public void Shares_are_three_whole_percents(string text, int first, int middle, int last) =>
        Assert.Equal(new PositionShares(first, middle, last), Values.Shares(Given(text)));

    [Theory]
    [InlineData("40,20", "--x: \"40,20\" is not three whole percents that sum to 100, such as 40,20,40")]
    [InlineData("40,20,20,20", "--x: \"40,20,20,20\" is not three whole percents that sum to 100, such as 40,20,40")]
    [InlineData("50,60,-10", "--x: \"50,60,-10\" is not three whole percents that sum to 100, such as 40,20,40")]
    [InlineData("33.3,33.3,33.4", "--x: \"33.3,33.3,33.4\" is not three whole percents that sum to 100, such as 40,20,40")]
    [InlineData("40,20,30", "--x: \"40,20,30\" sums to 90; give three whole percents that sum to 100, such as 40,20,40")]
    [InlineData("40,,60", "--x: \"40,,60\" has an empty part; give three whole percents that sum to 100, such as 40,20,40")]
    public void Other_shares_are_refused(string text, string message) => AssertWrong(message, () => Values.Shares(Given(text)));

    [Theory]
    [InlineData("512MB", "512MB")]
    [InlineData("2gb", "2gb")]
    [InlineData("1.5 GiB", "1.5GiB")]
    public void A_size_of_memory_is_a_number_and_a_unit(string text, string memory) => Assert.Equal(memory, Values.Memory(Given(text)));

    [Theory]
    [InlineData("2")]
    [InlineData("2G")]
    [InlineData("-1GB")]
    [InlineData("0GB")]
    [InlineData("0.0GB")]
    [InlineData("1,5GB")]
    [InlineData("80%")]
    public void Anything_else_is_no_size(string text) => AssertWrong($"--x: \"{text}\" {NotASize}", () => Values.Memory(Given(text)));

    [Theory]
    [InlineData("EUR", "EUR")]
    [InlineData("usd", "USD")]
    public void A_currency_is_three_letters(string text, string currency) => Assert.Equal(currency, Values.Currency(Given(text)));

    [Theory]
    [InlineData("EURO")]
    [InlineData("€")]
    [InlineData("E1R")]
    [InlineData("ÄÖÜ")]
    public void Anything_else_is_no_currency(string text) =>
        AssertWrong($"--x: \"{text}\" is not a currency code; give the three letters of ISO 4217, such as EUR", () => Values.Currency(Given(text)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("1.0")]
    [InlineData("2147483648")]
    public void A_count_has_its_limits(string text) =>
        AssertWrong($"--x: \"{text}\" is not a whole number from 1 to 2,147,483,647", () => (object)Values.Count(Given(text), 1));

    [Fact]
    public void Models_come_from_commas_and_repetition_each_once_in_the_order_given() =>
        Assert.Equal(
            [AttributionModel.Linear, AttributionModel.LastClick, AttributionModel.TimeDecay],
            Values.Choices(new Given("--models", ["linear, last_click", "time_decay,linear"]), OptionNames.Models));

    [Theory]
    [InlineData("linear,lst_click", "--x: \"lst_click\" is unknown; did you mean \"last_click\"? Allowed are first_click, last_click, last_non_direct_click, linear, position_based, time_decay, markov, shapley")]
    [InlineData("bayes", "--x: \"bayes\" is unknown; allowed are first_click, last_click, last_non_direct_click, linear, position_based, time_decay, markov, shapley")]
    public void An_unknown_model_is_an_error_with_the_list_and_the_nearest(string text, string message) =>
        AssertWrong(message, () => Values.Choices(Given(text), OptionNames.Models));

    [Fact]
    public void Hosts_are_lower_cased_without_www() =>
        Assert.Equal(["shop.example.com", "example.org"], Values.Hosts(new Given("--x", ["WWW.Shop.Example.com,example.org", "shop.example.com"])));

    [Theory]
    [InlineData("https://shop.example.com")]
    [InlineData("shop.example.com/path")]
    [InlineData("localhost")]
    [InlineData("a b.com")]
    public void A_URL_is_no_host(string text) =>
        AssertWrong($"--x: \"{text}\" is not a host; give the name alone, such as shop.example.com", () => Values.Hosts(Given(text)));

    [Fact]
    public void A_value_that_is_missing_or_given_twice_is_an_error()
    {
        AssertWrong("--x: a value is missing; give a date, such as 2026-03-01", () => (object)Values.Date(new Given("--x", [])));
        AssertWrong("--x: given 2 times (\"a\", \"b\"); give it once", () => (object)Values.Date(new Given("--x", ["a", "b"])));
    }

    private static Given Given(string text) => new("--x", [text]);

    private static void AssertWrong(string message, Func<object> read) =>
        Assert.Equal(message, Assert.Throws<InvalidOptionException>(read).Message);
}
