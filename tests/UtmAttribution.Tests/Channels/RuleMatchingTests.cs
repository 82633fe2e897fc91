using UtmAttribution.Channels;
using UtmAttribution.Errors;

namespace UtmAttribution.Tests.Channels;

/// <summary>How a pattern meets a value, in the SQL that the engine runs.</summary>
public sealed class RuleMatchingTests(RuleRunner runner) : IClassFixture<RuleRunner>
{
    [Theory]
    [InlineData("face", "facebook", true)] // a search, not a whole match
    [InlineData("^FACE", "facebook", true)]
    [InlineData("^book", "facebook", false)]
    [InlineData("é", "CAFÉ", true)]
    [InlineData("o'neill", "O'Neill", true)]
    [InlineData(@"\d+%", "50%", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData(".", null, false)]
    [InlineData(".*", null, false)]
    [InlineData("", "anything", true)]
    [InlineData("", null, true)]
    [InlineData(" \t", null, true)]
    [InlineData(null, null, true)]
    [InlineData("^$", null, true)]
    [InlineData("^$", "", true)]
    [InlineData("^$", "x", false)]
    [InlineData("^$|x", null, false)]
    public void A_pattern_meets_a_value(string? pattern, string? value, bool matches)
    {
        foreach (var (column, visitColumn) in _columns)
        {
            var rules = ChannelRules.Parse("a test", [column, "channel"], [[pattern, "hit"]]);
            var winner = runner.Classify(rules, [new Dictionary<string, string?> { [visitColumn] = value }])[0];
            Assert.Equal(matches, winner is not null);
        }
    }

    [Fact]
    public void Every_pattern_of_a_rule_must_match()
    {
        var rules = ChannelRules.Parse("a test", ["utm_source_pattern", "click_id_pattern", "channel"], [["a", "^$", "hit"]]);
        var winners = runner.Classify(rules,
        [
            new Dictionary<string, string?> { ["utm_source"] = "a" },
            new Dictionary<string, string?> { ["utm_source"] = "a", ["click_id"] = "gclid" },
            new Dictionary<string, string?>(),
        ]);
        Assert.Equal(["hit", null, null], winners.Select(w => w?.Channel));
    }

    [Fact]
    public void Inactive_rules_are_passed_over_and_no_active_rule_means_no_winner()
    {
        var visit = new Dictionary<string, string?> { ["utm_source"] = "a" };
        var one = ChannelRules.Parse("a test", ["channel", "priority", "is_active"], [["off", "9", "false"], ["on", "1", "true"]]);
        var none = ChannelRules.Parse("a test", ["channel", "is_active"], [["off", "false"]]);
        Assert.Equal("on", runner.Classify(one, [visit])[0]?.Channel);
        Assert.Null(runner.Classify(none, [visit])[0]);
    }

    [Fact]
    public void A_pattern_that_does_not_compile_is_named_with_its_rule()
    {
        var rules = ChannelRules.Parse("utm_channel_mapping", ["id", "referrer_pattern", "channel"], [["3", "fine", "a"], ["12", "(?=x)o'", "b"]]);
        var message = Assert.Throws<InvalidInputException>(() => PatternCheck.Verify(rules, runner.Error)).Message;
        Assert.StartsWith("Channel rules from utm_channel_mapping, rule 12: the pattern '(?=x)o'' for referrer_domain does not compile: ", message);
        Assert.Contains("(?=", message);
        Assert.EndsWith("Patterns are RE2 regular expressions, which have no look-around and no back-references.", message);
    }

    [Fact]
    public void The_patterns_of_an_inactive_rule_are_left_alone()
    {
        var rules = ChannelRules.Parse("a test", ["utm_source_pattern", "channel", "is_active"], [["(", "a", "false"]]);
        PatternCheck.Verify(rules, runner.Error);
    }

    private static readonly (string Pattern, string Column)[] _columns =
    [
        ("utm_source_pattern", "utm_source"), ("utm_medium_pattern", "utm_medium"), ("utm_campaign_pattern", "utm_campaign"),
        ("utm_content_pattern", "utm_content"), ("utm_term_pattern", "utm_term"), ("referrer_pattern", "referrer_domain"),
        ("click_id_pattern", "click_id"), ("ad_id_pattern", "ad_id"),
    ];
}
