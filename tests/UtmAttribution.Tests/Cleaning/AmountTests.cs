using System.Globalization;
using System.Numerics;
using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Tests.Cleaning;

public sealed class AmountTests
{
    [Theory]
    [InlineData("0", 2, "0")]
    [InlineData("-0.00", 2, "0")]
    [InlineData("12.5", 2, "1250")]
    [InlineData(" +12.50\t", 2, "1250")]
    [InlineData(".5", 0, "1")]
    [InlineData("5.", 2, "500")]
    [InlineData("0.005", 2, "1")]
    [InlineData("-0.005", 2, "-1")]
    [InlineData("0.00499999999999999999999999999999999999", 2, "0")]
    [InlineData("2.675", 2, "268")]
    [InlineData("1e3", 2, "100000")]
    [InlineData("1.5E+2", 0, "150")]
    [InlineData("15e-1", 0, "2")]
    [InlineData("1e-400", 2, "0")]
    [InlineData("0e999999999999", 2, "0")]
    [InlineData("123456789012345678901234567890.12", 1, "1234567890123456789012345678901")]
    [InlineData("000000000000000000000000000000000000012.3", 0, "12")]
    public void A_number_is_read_exactly_and_rounded_half_away_from_zero(string text, int decimals, string units)
    {
        Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(text), out var amount));
        Assert.Equal(BigInteger.Parse(units, CultureInfo.InvariantCulture), amount.Round(decimals));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("1e1.5")]
    [InlineData("1e5e5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("10 EUR")]
    [InlineData("١٢")]
    public void What_is_no_number_is_refused(string text) => Assert.False(Amount.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("999999999.9999999999", true)]
    [InlineData("1000000000", false)]
    [InlineData("1e9", false)]
    [InlineData("1e8", true)]
    [InlineData("9e999999", false)]
    [InlineData("-1e9", true)]
    public void The_limit_is_a_thousand_million(string text, bool isLess)
    {
        Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(text), out var amount));
        Assert.Equal(isLess, amount.IsLessThan(Amount.Limit));
    }

    [Theory]
    [InlineData("10.05", "0.1", 2, "101")]
    [InlineData("10.00", "1.005", 2, "1005")]
    [InlineData("0.1", "0.05", 2, "1")]
    public void A_product_is_rounded_once(string text, string rate, int decimals, string units)
    {
        Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(text), out var amount));
        Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(rate), out var factor));
        Assert.Equal(BigInteger.Parse(units, CultureInfo.InvariantCulture), amount.Round(decimals, factor));
    }
}
