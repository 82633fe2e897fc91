using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Cli.Sweeping;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm sweep</c>: how results move with the rules of attribution.</summary>
internal static class SweepCommand
{
    private const string Swept = "Lists to combine; the first of each is the base";
    private const int UsualTop = 5;

    private static readonly HashSet<string> LeftOut = [.. RunSettings.OfTargets, "--lookback", "--session-timeout", "--touchpoints", "--half-life", "--position", "--json"];
    private static Dictionary<bool, string> Keys => new() { [false] = "channel", [true] = "campaign" };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, FlagOption verbose)
    {
        var lookbacks = new TextOption("--lookback", "LIST", "how long before an order a session may take credit, such as 7d,30d; the source is read once for each") { Group = Swept, Default = "30d" };
        var timeouts = new TextOption("--session-timeout", "LIST", "longest gap between two visits of one session, such as 30m,1h") { Group = Swept, Default = "30m" };
        var touchpoints = new TextOption("--touchpoints", "LIST", "sessions that may take credit: campaign, non-direct, all") { Group = Swept, Default = "campaign" };
        var halfLives = new TextOption("--half-life", "LIST", "time_decay: the span in which credit halves, such as 1d,3d,7d") { Group = Swept, Default = "7d" };
        var positions = new TextOption("--position", "LIST", "position_based: percent for first, all middle and last, such as \"40,20,40;30,40,30\"") { Group = Swept, Default = "40,20,40" };
        var by = new TextOption("--by", "WHAT", "whose revenue: channel or campaign") { Group = Swept, Default = "channel" };
        var top = new TextOption("--top", "N", "only those with the most revenue under the base") { Group = Swept, Default = "5 in a table, else all" };
        var format = new TextOption("--format", "FORMAT", "table, csv or json; csv and json have revenue, spend and every rank") { Group = Swept, Default = "table" };
        TextOption[] own = [lookbacks, timeouts, touchpoints, halfLives, positions, by, top, format];
        var settings = new RunSettings(verbose, LeftOut);
        var command = new ToolCommand("sweep", "Shows how each channel's share of revenue and ROAS move with half-life, lookback and other rules.")
        {
            Usage = "(--source DIR | --postgres CONN) [--half-life LIST] [--lookback LIST] [options]",
            Examples =
            [
                "utm sweep --source data-samples --half-life 1d,3d,7d,14d --models time_decay",
                "utm sweep --source data --half-life 1d,3d,7d,14d --lookback 7d,30d,90d --from 2026-03-01 --to 2026-03-31",
                "utm sweep --source data --position \"40,20,40;30,40,30\" --models position_based,linear --by campaign --top 10",
                "utm sweep --source data --touchpoints campaign,non-direct,all --format csv > sweep.csv",
            ],
        };
        foreach (var option in own.Concat(settings.Options))
            command.Add(option);

        command.SetAction(parse =>
        {
            var run = settings.ReadSource(parse);
            var usual = run.Options;
            var plan = new SweepPlan
            {
                Lookbacks = List(lookbacks, parse, Values.WholeDays, usual.Lookback),
                SessionTimeouts = List(timeouts, parse, Values.Duration, usual.SessionTimeout),
                Touchpoints = touchpoints.In(parse) is { } which ? Values.Choices(which, OptionNames.Touchpoints) : [usual.Touchpoints],
                HalfLives = List(halfLives, parse, Values.Duration, usual.HalfLife),
                Positions = positions.In(parse) is { } shares ? Shares(shares) : [usual.Position],
                ByCampaign = by.In(parse) is { } what && Values.Choice(what, Keys),
            };
            var chosen = format.In(parse) is { } name ? Values.Choice(name, RowFormats.Names) : RowFormat.Table;
            var most = top.In(parse) is { } number ? Values.Count(number, 1) : chosen == RowFormat.Table ? UsualTop : int.MaxValue;
            Run(run, plan, chosen, most, terminal);
        });
        return command;
    }

    private static void Run(RunRequest run, SweepPlan plan, RowFormat format, int most, Terminal terminal)
    {
        terminal.Verbose |= run.Verbose;
        using var signals = new CancelSignals(terminal);
        using var log = RunLog.Open(run.LogFile, terminal, run.LogFormat);
        var (rows, sweep) = ProgressView.WatchBriefly(terminal, TimeProvider.System, run.IsSilent, progress =>
        {
            var work = new SettingSweep(run.Options, plan, run.OpenSource, log.Logger, progress);
            return (work.Run(Warn, signals.Token), work);
        });
        var shown = SweepTable.Top(rows, most);
        if (format == RowFormat.Table)
        {
            SweepTable.Write(shown, plan, sweep, terminal);
            return;
        }

        using var table = SweepTable.Rows(shown, plan, sweep.Currency);
        using var reader = table.CreateDataReader();
        format.Write(reader, terminal, signals.Token);

        void Warn(string warning)
        {
            if (!run.IsSilent)
                terminal.Say($"warning: {warning}");
        }
    }

    private static IReadOnlyList<TimeSpan> List(TextOption option, ParseResult parse, Func<Given, TimeSpan> read, TimeSpan usual) => option.In(parse) is { } given
        ? [.. given.Many("durations, such as 7d,30d").Select(text => read(given with { Texts = [text] })).Distinct()]
        : [usual];

    private static IReadOnlyList<PositionShares> Shares(Given given) =>
        [.. given.Texts.DefaultIfEmpty("").SelectMany(text => text.Split(';')).Select(text => Values.Shares(given with { Texts = [text] })).Distinct()];
}
