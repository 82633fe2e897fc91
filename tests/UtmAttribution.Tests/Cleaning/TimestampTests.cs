using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Tests.Cleaning;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("1970-01-01T00:00", 0)]
    [InlineData("1970-01-01 00:00", 0)]
    [InlineData("1970-01-01T00:00:01Z", 1_000_000)]
    [InlineData("1970-01-01T00:00:00.1Z", 100_000)]
    [InlineData("1970-01-01T00:00:00.123456Z", 123_456)]
    [InlineData("1970-01-01T00:00:00.123456999Z", 123_456)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    [InlineData("1970-01-01T01:00:00+01:00", 0)]
    [InlineData("1970-01-01T01:00:00+01", 0)]
    [InlineData("1970-01-01 05:45:00+0545", 0)]
    [InlineData("1969-12-31T19:00-05", 0)]
    [InlineData("2024-02-29T00:00:00Z", 1_709_164_800_000_000)]
    [InlineData("2000-02-29T00:00:00Z", 951_782_400_000_000)]
    [InlineData("9999-12-31T23:59:59Z", 253_402_300_799_000_000)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800_000_000)]
    public void A_time_is_read_to_the_microsecond(string text, long microseconds)
    {
        Assert.True(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(microseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-01-31")]
    [InlineData("2025-01-31T")]
    [InlineData("2025-01-31T10")]
    [InlineData("2025-01-31t10:00:00Z")]
    [InlineData("2025-01-31T10:00:00z")]
    [InlineData("2025-01-31T24:00:00Z")]
    [InlineData("2025-01-31T23:60:00Z")]
    [InlineData("2025-01-31T23:59:60Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("1900-02-29T00:00:00Z")]
    [InlineData("2025-00-10T00:00:00Z")]
    [InlineData("2025-13-10T00:00:00Z")]
    [InlineData("2025-04-31T00:00:00Z")]
    [InlineData("2025-04-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("12025-01-31T10:00:00Z")]
    [InlineData("2025-1-31T10:00:00Z")]
    [InlineData("2025-01-31T10:00:00.Z")]
    [InlineData("2025-01-31T10:00:00.1234567890Z")]
    [InlineData("2025-01-31T10:00.5Z")]
    [InlineData("2025-01-31T10:00:00,5Z")]
    [InlineData("2025-01-31T10:00:00+1")]
    [InlineData("2025-01-31T10:00:00+01:")]
    [InlineData("2025-01-31T10:00:00+01:0")]
    [InlineData("2025-01-31T10:00:00+01:60")]
    [InlineData("2025-01-31T10:00:00+24")]
    [InlineData("2025-01-31T10:00:00+01:00:00")]
    [InlineData("2025-01-31T10:00:00 +01:00")]
    [InlineData("2025-01-31T10:00:00Z ")]
    [InlineData(" 2025-01-31T10:00:00Z")]
    [InlineData("2025-01-31T10:00:00UTC")]
    [InlineData("1738317600")]
    public void What_is_no_such_time_is_refused(string text) =>
        Assert.False(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
