namespace UtmAttribution.Tests.Reference;

public class ReferenceChannelsTests
{
    private static readonly ReferenceTable Rules = ReferenceTable.FromCsv("""
        id,utm_source_pattern,utm_medium_pattern,utm_campaign_pattern,referrer_pattern,click_id_pattern,ad_id_pattern,channel,priority,is_active
        10,face,,,,,,ByTen,5,
        2,face,,,,,,ByTwo,5,
        3,,,,,^fbclid$,.,PaidClick,9,
        4,,^$,,,^fbclid$,,Click,8,
        5,x,,,,,,Off,99,false
        6, ,cpc,,,,,AnySource,1,
        7,,,.,,,,Campaign,0,
        8,,,,example,,,Referral,0,
        """);

    [Theory]
    [InlineData("Facebook", null, null, null, null, null, "ByTwo")] // a search, any case; then the smallest id
    [InlineData(null, null, null, null, "fbclid", "1", "PaidClick")]
    [InlineData(null, null, null, null, "fbclid", null, "Click")] // ^$ matches NULL
    [InlineData(null, "social", null, null, "fbclid", null, "Other")]
    [InlineData("x", "cpc", null, null, null, null, "AnySource")] // blank matches anything, an inactive rule nothing
    [InlineData(null, null, "c", "example.org", null, null, "Campaign")]
    [InlineData(null, null, null, "example.org", null, null, "Referral")]
    [InlineData("y", null, null, null, null, null, "Other")] // a pattern does not match NULL
    [InlineData(null, null, null, null, null, "1", "Direct")] // neither signal nor referrer
    public void The_matching_rule_of_the_highest_priority_wins(
        string? source, string? medium, string? campaign, string? referrer, string? click, string? ad, string expected) =>
        Assert.Equal(expected, new ChannelRules(Rules).Of(
            new ChannelEvidence(new Utm(source, medium, campaign, null, null), referrer, click, ad)).Name);

    [Fact]
    public void A_pattern_that_does_not_compile_is_refused_by_its_rule()
    {
        var rules = ReferenceTable.FromCsv("id,utm_source_pattern,channel\n42,(,X\n");
        Assert.Contains("42", Assert.Throws<ReferenceException>(() => new ChannelRules(rules)).Message, StringComparison.Ordinal);
    }
}
