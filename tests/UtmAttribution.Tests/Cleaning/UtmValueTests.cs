using UtmAttribution.Cleaning;

namespace UtmAttribution.Tests.Cleaning;

public sealed class UtmValueTests
{
    [Theory]
    [InlineData("facebook", "facebook")]
    [InlineData("  Spring Sale \u00a0", "Spring Sale")]
    [InlineData("none of these", "none of these")]
    [InlineData("{ad.name} x", "{ad.name} x")]
    [InlineData("{ad.name}", "{ad.name}")]
    [InlineData("{}", "{}")]
    [InlineData("____", "____")]
    [InlineData("}}{{", "}}{{")]
    [InlineData("__a-b__", "__a-b__")]
    [InlineData("0", "0")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \u2003\t", null)]
    [InlineData("NULL", null)]
    [InlineData("None", null)]
    [InlineData(" undefined ", null)]
    [InlineData("NaN", null)]
    [InlineData("(not set)", null)]
    [InlineData("(Not Provided)", null)]
    [InlineData("[object Object]", null)]
    [InlineData("{{ad.name}}", null)]
    [InlineData("x-{{ad.id}}-y", null)]
    [InlineData("{campaignid}", null)]
    [InlineData("{Word_1}", null)]
    [InlineData("__CAMPAIGN_NAME__", null)]
    [InlineData("__cid__", null)]
    public void Placeholders_and_unfilled_templates_are_no_values(string? text, string? value) => Assert.Equal(value, UtmValue.Clean(text));

    [Theory]
    [InlineData("Facebook", "facebook")]
    [InlineData("ÄÖÜ-É", "äöü-é")]
    [InlineData("İ", "i")]
    [InlineData("NULL", null)]
    public void Sources_and_media_come_out_in_lower_case(string text, string? value) => Assert.Equal(value, UtmValue.CleanLower(text));
}
