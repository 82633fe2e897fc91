using System.CommandLine;
using System.Data;
using UtmAttribution.Channels;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm channels</c>: what the channel rules are, and what they make of a visit.</summary>
internal static class ChannelsCommand
{
    private static readonly string[] PatternColumns =
    [
        "utm_source_pattern", "utm_medium_pattern", "utm_campaign_pattern", "utm_content_pattern", "utm_term_pattern",
        "referrer_pattern", "click_id_pattern", "ad_id_pattern",
    ];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) =>
        new ToolCommand("channels", "Explains how visits get their channel, and lists the rules.")
        {
            Usage = "COMMAND [options]",
            Subcommands = { ChannelsExplainCommand.Create(terminal), CreateList(terminal) },
        };

    private static ToolCommand CreateList(Terminal terminal)
    {
        var rulesOption = RulesOption.Create();
        var json = new FlagOption("--json", "print JSON, with all columns");
        var csv = new FlagOption("--csv", "print CSV, with all columns: a start for rules of your own");
        var command = new ToolCommand("list", "Lists the channel rules, the one that wins first.")
        {
            Usage = "[options]",
            Options = { rulesOption, json, csv },
            Examples = ["utm channels list", "utm channels list --csv > utm_channel_mapping.csv"],
        };
        command.SetAction(parse =>
        {
            var format = parse.GetValue(csv) ? RowFormat.Csv : parse.GetValue(json) ? RowFormat.Json : RowFormat.Table;
            if (parse.GetValue(csv) && parse.GetValue(json))
                throw new Given("--csv", []).Wrong("given together with --json; give one of them");

            var rules = RulesOption.Read(rulesOption, parse);
            using var table = format == RowFormat.Table ? Overview(rules) : Complete(rules);
            using var reader = table.CreateDataReader();
            format.Write(reader, terminal, CancellationToken.None);
        });
        return command;
    }

    /// <summary>The rules for people: the patterns of a rule in one column.</summary>
    private static DataTable Overview(ChannelRules rules)
    {
        var table = new DataTable { Columns = { { "rule", typeof(long) }, { "priority", typeof(long) }, "channel", "sub_channel", "platform", "when" } };
        foreach (var rule in rules.Active)
        {
            var when = string.Join(" and ", rule.Conditions().Select(condition => $"{condition.Column} ~ {condition.Pattern}"));
            table.Rows.Add(rule.Id, rule.Priority, rule.Channel, rule.SubChannel, rule.Platform, when.Length == 0 ? "always" : when);
        }

        return table;
    }

    /// <summary>The rules with the columns of a <c>utm_channel_mapping</c> table.</summary>
    private static DataTable Complete(ChannelRules rules)
    {
        var table = new DataTable { Columns = { { "id", typeof(long) } } };
        foreach (var name in PatternColumns.Append("channel").Append("sub_channel").Append("channel_category").Append("platform"))
            table.Columns.Add(name);

        table.Columns.Add("priority", typeof(long));
        table.Columns.Add("is_active", typeof(bool));
        foreach (var rule in rules.All.OrderByDescending(rule => rule.IsActive).ThenByDescending(rule => rule.Priority).ThenBy(rule => rule.Id))
        {
            table.Rows.Add(
                rule.Id, rule.UtmSourcePattern, rule.UtmMediumPattern, rule.UtmCampaignPattern, rule.UtmContentPattern, rule.UtmTermPattern,
                rule.ReferrerPattern, rule.ClickIdPattern, rule.AdIdPattern,
                rule.Channel, rule.SubChannel, rule.ChannelCategory, rule.Platform, rule.Priority, rule.IsActive);
        }

        return table;
    }
}
