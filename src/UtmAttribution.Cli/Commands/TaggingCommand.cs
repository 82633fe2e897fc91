using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Tagging;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm tagging</c>: what is wrong with the links, and how much money it concerns.</summary>
internal static class TaggingCommand
{
    private const int UsualItems = 5;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var source = new SourceOptions("folder with shopify_orders and ads_insights_hourly, or a PostgreSQL database");
        var postgres = new TextOption("--postgres", "CONN", "PostgreSQL database to read where no --source is given") { Default = "UTM_POSTGRES, PG*" };
        IReadOnlyList<Setting> settings =
        [
            New("--from", "DATE", "first local date to look at, inclusive", "the first there is", (o, given) => o with { From = Values.Date(given) }),
            New("--to", "DATE", "last local date to look at, inclusive", "the last there is", (o, given) => o with { To = Values.Date(given) }),
            New("--time-zone", "ZONE", "IANA time zone of dates", "UTC", (o, given) => o with { TimeZone = Values.TimeZone(given) }),
            New("--currency", "CODE", "reporting currency, ISO 4217", "the only one of the orders", (o, given) => o with { Currency = Values.Currency(given) }),
            New("--lookback", "TIME", "how long before an order its visits count; days", "30d", (o, given) => o with { Lookback = Values.WholeDays(given) }),
            New("--shop-host", "HOST", "host of the shop itself: no referral; may be repeated", "none", (o, given) => o with { ShopHosts = Values.Hosts(given) }),
            .. EngineLimit.All.Select(limit => New(limit.Name, limit.Value, limit.Help, limit.Default, limit.Apply)),
        ];
        var top = new TextOption("--top", "N", "items to show of each finding") { Default = $"{UsualItems}; csv and json: all" };
        var format = new ReportFormat("the items");
        var quiet = new FlagOption("--quiet", "no progress, only errors and the result");
        var command = new ToolCommand("tagging", "Finds what is wrong with the tags of links and ads, in money; publishes nothing.")
        {
            Usage = "(--source DIR | --postgres CONN) [options]",
            Examples =
            [
                "utm tagging --source data-samples",
                "utm tagging --source data --from 2026-03-01 --to 2026-03-31 --shop-host shop.example.com --top 20",
                "utm tagging --postgres postgresql://localhost/shop --time-zone Europe/Berlin --json > tagging.json",
            ],
        };
        var named = source.All;
        foreach (var option in (Option[])[named[0], postgres, .. named.Skip(1), .. settings.Select(setting => setting.Option), top, .. format.All, quiet])
            command.Add(option);

        command.SetAction(parse =>
        {
            var chosen = format.In(parse);
            var options = settings.Aggregate(
                new AttributionOptions(), (options, setting) => setting.Option.In(parse) is { } given ? setting.Apply(options, given) : options);
            DateRange.Check(options.From, options.To);
            var open = source.Read(parse, postgres.In(parse) is { } connection ? Values.Postgres(connection) : TargetOptions.FromEnvironment());
            var most = top.In(parse) is { } number ? Values.Count(number, 0) : chosen == RowFormat.Table ? UsualItems : (int?)null;
            using var signals = new CancelSignals(terminal);
            using var log = RunLog.Open(file: null, terminal);
            var report = ProgressView.Watch(
                terminal, TimeProvider.System, parse.GetValue(quiet),
                progress => TaggingCheck.Look(options, open, most, log.Logger, progress, signals.Token));
            switch (chosen)
            {
                case RowFormat.Json:
                    PlainJson.Write(report, PlainJson.Readable.TaggingReport, terminal.Out);
                    break;
                case RowFormat.Csv:
                    TaggingText.WriteCsv(report, terminal.Out);
                    break;
                default:
                    TaggingText.Write(report, terminal);
                    break;
            }
        });
        return command;
    }

    private static Setting New(string name, string value, string help, string standard, Func<AttributionOptions, Given, AttributionOptions> apply) =>
        new(new TextOption(name, value, help) { Default = standard }, apply);

    private sealed record Setting(TextOption Option, Func<AttributionOptions, Given, AttributionOptions> Apply);
}
