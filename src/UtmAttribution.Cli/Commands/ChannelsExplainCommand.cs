using System.CommandLine;
using UtmAttribution.Channels;
using UtmAttribution.Cli.Channels;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Evidence;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm channels explain</c>: which rule a visit meets, and why.</summary>
internal static class ChannelsExplainCommand
{
    private static readonly IReadOnlyDictionary<string, string> ClickIdNames = ClickIds.Names.ToDictionary(name => name);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        TextOption[] utm =
        [
            new("--source", "TEXT", "utm_source"), new("--medium", "TEXT", "utm_medium"), new("--campaign", "TEXT", "utm_campaign"),
            new("--content", "TEXT", "utm_content"), new("--term", "TEXT", "utm_term"),
        ];
        var referrer = new TextOption("--referrer", "URL", "where the visit came from: a URL or a domain");
        var page = new TextOption("--landing-page", "URL", "the page it came to; UTM values and click ids are read from it");
        var clickId = new TextOption("--click-id", "NAME", "name of the click id, such as gclid or fbclid");
        var adId = new TextOption("--ad-id", "ID", "id of the ad, in digits");
        var rules = RulesOption.Create();
        var command = new ToolCommand("explain", "Says which channel rule a visit meets and why, and which comes next.")
        {
            Usage = "[--source TEXT] [--medium TEXT] [--landing-page URL] [options]",
            Examples =
            [
                "utm channels explain --source facebook --medium cpc",
                "utm channels explain --landing-page \"https://shop.example/?fbclid=1\" --referrer m.facebook.com",
            ],
        };
        foreach (var option in (TextOption[])[.. utm, referrer, page, clickId, adId, rules])
            command.Add(option);

        command.SetAction(parse =>
        {
            var told = new ToldVisit(
                [.. utm.Select(option => Told(option, parse))], Told(referrer, parse), Told(page, parse),
                clickId.In(parse) is { } name ? Values.Choice(name, ClickIdNames) : null,
                adId.In(parse) is { } id ? Values.Digits(id) : null);
            Write(RulesOption.Read(rules, parse), VisitValues.Of(told), terminal);
        });
        return command;
    }

    /// <summary>An empty text is an answer here: the visit has the parameter, without a value.</summary>
    private static string? Told(TextOption option, ParseResult parse) =>
        option.In(parse) is { } given ? given.Texts is [""] ? "" : given.One("a text") : null;

    private static void Write(ChannelRules rules, VisitValues visit, Terminal terminal)
    {
        var seen = Tables.Create(terminal, ("the rules see", false), ("value", false), ("from", false));
        foreach (var value in visit.All.Where(value => value.Value is not null || value.Origin.Length > 0))
            Tables.AddRow(seen, value.Column, value.Value ?? "NULL", value.Origin);

        if (seen.Rows.Count > 0)
            Tables.Write(seen, terminal);

        if (visit.IsDirect)
        {
            Say("Channel Direct: there is no UTM value, no click id and no referrer domain, so no rule is asked.");
            return;
        }

        var matches = RuleSearch.Find(rules, visit);
        if (matches.Count == 0)
            Say($"Channel Other: none of the {Figures.Count(rules.Active.Count, "rules")} from {rules.SourceName} matches.");

        foreach (var (match, place) in matches.Take(2).Zip(["Channel", "Next best:"]))
            Write(match, place, terminal);

        if (matches.Count == 1)
            Say("No other rule matches.");

        void Say(string text)
        {
            terminal.Out.WriteLine();
            Tables.WriteText(text, terminal);
        }
    }

    private static void Write(RuleMatch match, string place, Terminal terminal)
    {
        var rule = match.Rule;
        string?[] gives = [rule.Channel, rule.SubChannel, rule.ChannelCategory, rule.Platform];
        terminal.Out.WriteLine();
        Tables.WriteText($"{place} {string.Join(" / ", gives.OfType<string>())}, by rule {rule.Id} (priority {rule.Priority}), because", terminal);
        var table = Tables.Create(terminal, ("", false), ("value", false), ("found", false), ("by the pattern", false));
        foreach (var met in match.Conditions)
            Tables.AddRow(table, met.Column, met.Value ?? "NULL", met.Part, met.Pattern);

        if (match.Conditions.Count == 0)
            terminal.Out.WriteLine(" it has no patterns and matches everything");
        else
            Tables.Write(table, terminal);
    }
}
