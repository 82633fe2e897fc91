using System.Numerics;

namespace UtmAttribution.Tests.Reference;

public class ReferenceValuesTests
{
    [Theory]
    [InlineData("2024-03-01T10:20:30Z", "2024-03-01 10:20:30.000000")]
    [InlineData("2024-03-01 10:20", "2024-03-01 10:20:00.000000")]
    [InlineData("2024-03-01T10:20:30.1234569+02", "2024-03-01 08:20:30.123456")]
    [InlineData("2024-03-01T00:00:00-0530", "2024-03-01 05:30:00.000000")]
    [InlineData("2024-03-01T00:00:00+05:45", "2024-02-29 18:15:00.000000")]
    [InlineData("1969-12-31T23:59:59.9999999Z", "1969-12-31 23:59:59.999999")]
    [InlineData("2024-02-30T10:00:00Z", null)]
    [InlineData("2024-03-01T24:00:00Z", null)]
    [InlineData("2024-03-01t10:00:00Z", null)]
    [InlineData("2024-03-01T10:00:00.Z", null)]
    [InlineData("2024-03-01T10:00:00 Z", null)]
    [InlineData("2024-03-01", null)]
    [InlineData("1709287200", null)]
    [InlineData("", null)]
    public void Times_are_read_in_one_form_only_and_cut_to_microseconds(string text, string? expected) =>
        Assert.Equal(expected, Times.Parse(text) is { } time ? Times.Format(time) : null);

    [Theory]
    [InlineData("  Facebook\u00A0", "Facebook")]
    [InlineData("NULL", null)]
    [InlineData("(Not Set)", null)]
    [InlineData("[object Object]", null)]
    [InlineData("x{{ad.id}}y", null)]
    [InlineData("{{open", "{{open")]
    [InlineData("{campaignid}", null)]
    [InlineData("{a}{b}", "{a}{b}")]
    [InlineData("__CAMPAIGN_NAME__", null)]
    [InlineData("__x", "__x")]
    [InlineData(" \u2003 ", null)]
    [InlineData("(none)", "(none)")]
    public void Values_that_say_nothing_are_null(string text, string? expected) => Assert.Equal(expected, Text.Clean(text));

    [Theory]
    [InlineData("a+b%20c", "a b c")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%C3%BC%FF", "ü\uFFFD")]
    [InlineData("a%00b", "ab")]
    [InlineData("%2541", "%41")]
    public void Percent_decoding_happens_once_and_never_fails(string text, string expected) => Assert.Equal(expected, Url.Decode(text));

    [Theory]
    [InlineData("https://www.Shop.example:443/a?b=c", "shop.example")]
    [InlineData("//user:pw@WWW.www.shop.example", "www.shop.example")]
    [InlineData("google.com/search?q=x", "google.com")]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm")]
    [InlineData("/products/x?utm_source=a", null)]
    [InlineData("https:///x", null)]
    [InlineData("", null)]
    public void A_host_is_without_user_port_and_one_www(string url, string? expected) => Assert.Equal(expected, Url.Host(url));

    [Theory]
    [InlineData("/p?utm_source=a&utm_source=b", "a")]
    [InlineData("/p?utm_source=null&UTM_SOURCE=b", "b")]
    [InlineData("/p?x=1&amp;utm_source=b", "b")]
    [InlineData("/p?utm%5Fsource=b=c#utm_source=d", "b=c")]
    [InlineData("/p?utm_source&utm_source=+#", null)]
    [InlineData("/p", null)]
    public void Of_repeated_parameters_the_first_usable_value_counts(string url, string? expected) =>
        Assert.Equal(expected, Url.Query(url).GetValueOrDefault("utm_source"));

    [Theory]
    [InlineData("12.345", 2, "12.35")]
    [InlineData("0.005", 2, "0.01")]
    [InlineData("1e3", 2, "1000.00")]
    [InlineData(".5", 2, "0.50")]
    [InlineData("12345e-3", 2, "12.35")]
    [InlineData("NaN", 2, null)]
    [InlineData("1,5", 2, null)]
    [InlineData("", 2, null)]
    public void Amounts_are_exact_and_rounded_half_away(string text, int decimals, string? expected) =>
        Assert.Equal(expected, Exact.Parse(text) is { } amount ? Rounding.Format(amount.Round(decimals), decimals) : null);

    [Theory]
    [InlineData(100, "1 1 1", "33 33 34")]
    [InlineData(5, "1 1", "2 3")]
    [InlineData(7, "0 3 0 4", "0 3 0 4")]
    [InlineData(0, "2 1", "0 0")]
    public void Shares_by_cumulative_rounding_sum_to_the_amount(int amount, string units, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rounding.Share(amount, [.. units.Split(' ').Select(BigInteger.Parse)])));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "100 100")]
    [InlineData(3, "40 20 40")]
    [InlineData(5, "120 20 20 20 120")]
    public void Position_units_follow_the_table(int touchpoints, string expected) =>
        Assert.Equal(expected, string.Join(' ', Attribution.Position(touchpoints, (40, 20, 40))));

    [Theory]
    [InlineData(0, "1073741824")]
    [InlineData(604_800, "536870912")]
    [InlineData(302_400, "759250124")] // 2^29.5 = 759250124.99…
    [InlineData(1_209_600, "268435456")]
    [InlineData(60_480_000, "1")]
    public void Time_decay_halves_each_week_and_never_ends(long seconds, string expected)
    {
        Assert.Equal(expected, TimeDecay.Units(seconds, 604_800).ToString());
        Assert.Equal(expected, BigInteger.Max(1, TimeDecay.ExactFloor(seconds, 604_800)).ToString());
    }

    [Theory]
    [InlineData("00:00:00 - 00:59:59", 0)]
    [InlineData("7:00", 7)]
    [InlineData("24:00:00", null)]
    [InlineData("13", null)]
    [InlineData(":00", null)]
    [InlineData(null, null)]
    public void An_hour_stands_before_the_first_colon(string? window, int? expected) => Assert.Equal(expected, AdReader.Hour(window));

    [Fact]
    public void Text_is_ordered_by_utf8_bytes_with_null_last()
    {
        string?[] values = [null, "\U0001F600", "\uFFFD", "a", "Z"];
        Assert.Equal(["Z", "a", "\uFFFD", "\U0001F600", null], values.Order(Comparer<string?>.Create(ByteOrder.Compare)));
    }

    [Fact]
    public void Case_is_folded_per_code_point() => Assert.Equal("istanbul ä 𐐨k", Text.Lower("İSTANBUL Ä 𐐀\u212A"));

    [Fact]
    public void A_session_token_is_the_md5_of_visitor_start_and_utm_values() =>
        // printf 'o:1\x1f1000000\x1ffb\x1fcpc\x1f\x1f\x1f' | md5sum
        Assert.Equal("90ce52bac9f5c9db82ba04cfb48bf3bd", SessionBuilder.Token("o:1", 1_000_000, new Utm("fb", "cpc", null, null, null)));
}
