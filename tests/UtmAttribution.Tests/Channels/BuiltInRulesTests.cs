using UtmAttribution.Channels;

namespace UtmAttribution.Tests.Channels;

public sealed class BuiltInRulesTests(RuleRunner runner) : IClassFixture<RuleRunner>
{
    private static readonly string[] _googleGroups =
    [
        "Cross-network", "Paid Shopping", "Paid Search", "Paid Social", "Paid Video", "Display", "Paid Other", "Organic Shopping",
        "Organic Social", "Organic Video", "Organic Search", "Referral", "Email", "Affiliates", "Audio", "SMS", "Mobile Push Notifications",
    ];

    private static ChannelRules Rules => ChannelRules.BuiltIn;

    [Fact]
    public void Each_visit_gets_the_channel_that_an_analyst_expects()
    {
        var visits = ChannelTable.Read("classified.csv");
        var winners = runner.Classify(Rules, visits);
        var wrong = visits.Zip(winners).Where(v => Expected(v.First) != Given(v.Second))
            .Select(v => $"{ChannelTable.Say(v.First)}: rule {v.Second?.Id} gave {Given(v.Second)}");
        NoneOf(wrong);

        static string Expected(IReadOnlyDictionary<string, string?> v) =>
            $"{v["channel"]} | {v["sub_channel"]} | {v["channel_category"]} | {v["platform"]}";
        static string Given(ChannelRule? r) =>
            r is null ? "Other |  |  | " : $"{r.Channel} | {r.SubChannel} | {r.ChannelCategory} | {r.Platform}";
    }

    [Fact]
    public void Each_rule_fires_for_its_own_example()
    {
        var examples = ChannelTable.Read("rule_examples.csv");
        var winners = runner.Classify(Rules, examples);
        var wrong = examples.Zip(winners).Where(e => e.First["rule_id"] != e.Second?.Id.ToString())
            .Select(e => $"{ChannelTable.Say(e.First)}: rule {e.Second?.Id} fired");
        NoneOf(wrong);
    }

    [Fact]
    public void Each_active_rule_has_an_example_so_that_none_stands_in_anothers_shadow()
    {
        var examples = ChannelTable.Read("rule_examples.csv").Select(e => e["rule_id"]).ToHashSet();
        Assert.DoesNotContain(Rules.Active.Select(r => r.Id.ToString()), id => !examples.Contains(id));
    }

    [Fact]
    public void Each_pattern_compiles() => PatternCheck.Verify(Rules, runner.Error);

    [Fact]
    public void Ids_are_unique() => Assert.Equal(Rules.All.Count, Rules.All.Select(r => r.Id).Distinct().Count());

    [Fact]
    public void The_groups_are_Googles_and_AI_Assistants_and_the_tag_that_calls_itself_direct()
    {
        var groups = Rules.All.Select(r => r.SubChannel!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(_googleGroups.Append("AI Assistants").Append("Direct").Order(StringComparer.Ordinal), groups);
    }

    [Fact]
    public void A_category_is_its_group_in_lower_case_with_underscores() =>
        Assert.All(Rules.All, r => Assert.Equal(r.SubChannel!.ToLowerInvariant().Replace(' ', '_').Replace('-', '_'), r.ChannelCategory));

    [Fact]
    public void A_platform_is_an_identifier_in_lower_case() =>
        Assert.All(Rules.All, r => Assert.Matches("^[a-z_]+$", r.Platform ?? "none"));

    [Fact]
    public void No_rule_gives_the_channel_Direct_which_is_decided_before_the_rules() =>
        Assert.DoesNotContain(Rules.All, r => r.Channel == "Direct");

    [Fact]
    public void A_network_that_is_known_unpaid_is_known_paid_too()
    {
        var paid = SourcesOf("Paid Social");
        Assert.DoesNotContain(SourcesOf("Organic Social"), s => !paid.Contains(s));

        HashSet<string?> SourcesOf(string group) =>
            [.. Rules.All.Where(r => r.SubChannel == group && r.UtmSourcePattern is not null && r.AdIdPattern is null && r.UtmCampaignPattern is null)
                .Where(r => group != "Organic Social" || r.UtmMediumPattern is null).Select(r => r.UtmSourcePattern)];
    }

    /// <summary>Shows every line that is wrong, whole: an assertion on the collection would show the first 50 characters.</summary>
    private static void NoneOf(IEnumerable<string> wrong)
    {
        var lines = string.Join('\n', wrong);
        if (lines.Length > 0) Assert.Fail(lines);
    }
}
