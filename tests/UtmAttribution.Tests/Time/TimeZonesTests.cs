using UtmAttribution.Errors;
using UtmAttribution.Time;

namespace UtmAttribution.Tests.Time;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("US/Eastern")]
    public void An_IANA_name_is_found(string name) => Assert.Equal(name, TimeZones.Find(name).Id);

    [Theory]
    [InlineData("Europe/Berln", "the time zone \"Europe/Berln\" is unknown; did you mean \"Europe/Berlin\"?")]
    [InlineData("europe/berlin", "the time zone \"europe/berlin\" is unknown; did you mean \"Europe/Berlin\"?")]
    [InlineData("new york", "the time zone \"new york\" is unknown; did you mean \"America/New_York\"?")]
    [InlineData("Kolkatta", "the time zone \"Kolkatta\" is unknown; did you mean \"Asia/Kolkata\"?")]
    [InlineData("CEST", "the time zone \"CEST\" is unknown; the nearest names are \"CET\", \"EST\", \"Australia/West\"")]
    [InlineData("Middle/Earth!", "the time zone \"Middle/Earth!\" is unknown; give an IANA name, such as \"Europe/Berlin\", \"America/New_York\" or \"UTC\"")]
    [InlineData("", "the time zone \"\" is unknown; give an IANA name, such as \"Europe/Berlin\", \"America/New_York\" or \"UTC\"")]
    public void An_unknown_name_is_an_error_with_the_nearest_names(string name, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOptionException>(() => TimeZones.Find(name)).Message);

    [Theory]
    [InlineData("UTC+02:00")]
    [InlineData("+02")]
    public void An_offset_is_no_zone_since_it_has_no_clock_changes(string name) => Assert.Null(TimeZones.TryFind(name));
}
