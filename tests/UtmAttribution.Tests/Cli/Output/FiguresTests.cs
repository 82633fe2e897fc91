using UtmAttribution.Cli.Output;

namespace UtmAttribution.Tests.Cli.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("100000", "100,000")]
    [InlineData("1234567.8900", "1,234,567.89")]
    [InlineData("45678.1234", "45,678.1234")]
    [InlineData("1234.5000", "1,234.50")]
    [InlineData("678.0000", "678.00")]
    [InlineData("-0.0100", "-0.01")]
    [InlineData("0", "0")]
    public void Amounts_keep_all_digits_and_the_zeros_of_cents(string amount, string text) =>
        Assert.Equal(text, Figures.Amount(decimal.Parse(amount)));

    [Theory]
    [InlineData(0, "0.00 s")]
    [InlineData(0.424, "0.42 s")]
    [InlineData(9.994, "9.99 s")]
    [InlineData(9.996, "10.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3_725, "1 h 02 min")]
    public void Times_have_the_unit_that_fits(double seconds, string text) => Assert.Equal(text, Figures.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(123_456_789, "123.5 MB")]
    [InlineData(1_234_567_890_123, "1,234.6 GB")]
    public void Sizes_have_the_unit_that_fits(long bytes, string text) => Assert.Equal(text, Figures.Size(bytes));

    [Theory]
    [InlineData(1, "1 row")]
    [InlineData(0, "0 rows")]
    [InlineData(1_234, "1,234 rows")]
    public void One_is_singular(long count, string text) => Assert.Equal(text, Figures.Count(count, "rows"));
}
