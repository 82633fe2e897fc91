using UtmAttribution.Channels;
using UtmAttribution.Errors;

namespace UtmAttribution.Tests.Channels;

/// <summary>What a shop's own <c>utm_channel_mapping</c> may look like.</summary>
public sealed class ChannelRulesTests
{
    [Fact]
    public void Only_the_channel_is_required()
    {
        var rule = Assert.Single(Parse(["channel"], ["Shop"]).All);
        Assert.Equal(new ChannelRule { Id = 1, Channel = "Shop", Priority = 0, IsActive = true }, rule);
        Assert.Empty(rule.Conditions());
    }

    [Fact]
    public void Columns_come_in_any_order_and_case_and_unknown_ones_are_ignored()
    {
        var rule = Parse(["note", "Platform", "CHANNEL", "Utm_Source_Pattern", "id"], ["x", "acme", "Acme", "^acme$", "7"]).All[0];
        Assert.Equal(new ChannelRule { Id = 7, Channel = "Acme", Platform = "acme", UtmSourcePattern = "^acme$" }, rule);
    }

    [Fact]
    public void The_highest_priority_wins_then_the_smallest_id_as_a_number()
    {
        var rules = Parse(["id", "channel", "priority"], ["10", "c", "5"], ["9", "b", "5"], ["11", "a", "10"], ["1", "d", null], ["2", "e", "-1"]);
        Assert.Equal(["a", "b", "c", "d", "e"], rules.Active.Select(r => r.Channel));
    }

    [Fact]
    public void Without_ids_the_rows_are_numbered_from_one() =>
        Assert.Equal([1, 2, 3], Parse(["channel"], ["a"], ["b"], ["c"]).Active.Select(r => r.Id));

    [Theory]
    [InlineData(null, true)]
    [InlineData(" ", true)]
    [InlineData("true", true)]
    [InlineData("T", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("f", false)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    public void A_rule_is_active_unless_it_says_no(string? text, bool active)
    {
        var rules = Parse(["channel", "is_active"], ["a", text]);
        Assert.Equal(active, rules.All[0].IsActive);
        Assert.Equal(active ? 1 : 0, rules.Active.Count);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData(" 10 ", 10)]
    [InlineData("10.0", 10)]
    [InlineData("-3", -3)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_priority_is_a_whole_number(string text, long priority) =>
        Assert.Equal(priority, Parse(["channel", "priority"], ["a", text]).All[0].Priority);

    [Theory]
    [InlineData("priority", "high", "rule 4: column 'priority' is 'high'. Expected a whole number, or nothing.")]
    [InlineData("priority", "1.5", "rule 4: column 'priority' is '1.5'. Expected a whole number, or nothing.")]
    [InlineData("priority", "9223372036854775808", "rule 4: column 'priority' is '9223372036854775808'. Expected a whole number, or nothing.")]
    [InlineData("is_active", "maybe", "rule 4: column 'is_active' is 'maybe'. Expected true or false, or nothing.")]
    [InlineData("channel", "  ", "rule 4: column 'channel' is empty. Every rule names the channel that it gives.")]
    [InlineData("id", "one", "row 1: column 'id' is 'one'. Expected a whole number, or nothing.")]
    public void A_bad_value_is_named_with_its_rule_and_column(string column, string value, string expected)
    {
        var row = new Dictionary<string, string?> { ["id"] = "4", ["channel"] = "a", ["priority"] = "1", ["is_active"] = "true", [column] = value };
        var error = Assert.Throws<InvalidInputException>(() => Parse([.. row.Keys], [.. row.Values]));
        Assert.Equal($"Channel rules from utm_channel_mapping, {expected}", error.Message);
    }

    [Fact]
    public void A_table_without_channel_is_refused_with_what_it_has()
    {
        var error = Assert.Throws<InvalidInputException>(() => Parse(["id", "chanel"]));
        Assert.Equal("Channel rules from utm_channel_mapping: the required column 'channel' is missing. Found: id, chanel.", error.Message);
    }

    [Fact]
    public void A_row_of_another_width_is_refused()
    {
        var error = Assert.Throws<InvalidInputException>(() => Parse(["id", "channel"], ["1", "a"], ["2"]));
        Assert.Equal("Channel rules from utm_channel_mapping, row 2: 1 values for 2 columns.", error.Message);
    }

    private static ChannelRules Parse(string[] columns, params string?[][] rows) =>
        ChannelRules.Parse("utm_channel_mapping", columns, rows);
}
