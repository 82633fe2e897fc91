using UtmAttribution.Options;

namespace UtmAttribution.Tests.Cli.Parsing;

public sealed class NearestNamesTests
{
    private static readonly string[] Models = ["first_click", "last_click", "last_non_direct_click", "linear", "position_based", "time_decay"];

    [Theory]
    [InlineData("lst_click", "last_click")]
    [InlineData("last-click", "last_click")]
    [InlineData("Linear", "linear")]
    [InlineData("lienar", "linear")]
    [InlineData("time decay", "time_decay")]
    [InlineData("timedecay", "time_decay")]
    [InlineData("position", "")]
    [InlineData("xyz", "")]
    [InlineData("", "")]
    public void A_slip_of_the_keyboard_is_recognised_and_nonsense_is_not(string given, string nearest) =>
        Assert.Equal(nearest, string.Join(",", NearestNames.Of(given, Models)));

    [Fact]
    public void The_best_comes_first_and_equals_in_order_of_their_names() =>
        Assert.Equal(["abc", "abd", "bbc"], NearestNames.Of("abc", ["bbc", "abd", "abc", "xyz"]));
}
