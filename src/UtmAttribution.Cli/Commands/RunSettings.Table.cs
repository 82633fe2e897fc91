using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>The settings of a run: each entry serves the command line, the configuration file and the help.</summary>
/// <param name="verbose">The option that every command has.</param>
/// <param name="leftOut">Options that a command does not have that computes as a run does; its configuration file may have them. Null for a run.</param>
internal sealed partial class RunSettings(FlagOption verbose, IReadOnlySet<string>? leftOut = null)
{
    private const string Files = "Input and output";
    private const string Tables = "Names of tables in PostgreSQL, with or without schema";
    private const string Range = "Dates, zone and money";
    private const string Rules = "Sessions and attribution";
    private const string Machine = "Machine";
    private const string Talk = "Screen, log and configuration";

    /// <summary>The options that say what becomes of a run's results.</summary>
    public static IReadOnlyList<string> OfTargets { get; } = ["--schema", "--out", "--lock-timeout", "--store", "--changed", "--engine", "--keep", "--distribute"];

    // Made where they are looked into: a command line that names none should not wait for them.
    private static Dictionary<EngineKind, string> Engines => new() { [EngineKind.DuckDb] = "duckdb", [EngineKind.Postgres] = "postgres" };

    private static Dictionary<LogFormat, string> LogFormats => new() { [LogFormat.Text] = "text", [LogFormat.Json] = "json" };

    private readonly TextOption _config = new(
        "--config", "FILE", "JSON file with these options by name, without dashes; the command line wins; relative paths start at the file's folder")
    {
        Group = Talk,
    };

    private readonly IReadOnlyList<Setting> _settings =
    [
        Text(Files, "--source", "DIR", "folder with shopify_orders and ads_insights_hourly (parquet, csv, ndjson), or a PostgreSQL database to read only",
            "--postgres", (run, given) => Values.IsConnection(given)
                ? run with { SourceServer = Values.Postgres(given) }
                : run with { Source = given.Path("a folder") }),
        Text(Files, "--postgres", "CONN", $"PostgreSQL database to {(Publishes(leftOut) ? "publish to, and to " : "")}read where no --source is given: a URI, or host=… dbname=…; for passwords use ~/.pgpass",
            "UTM_POSTGRES, PG*", (run, given) => run with { Postgres = Values.Postgres(given) }),
        Text(Files, "--schema", "NAME", "schema of --postgres to publish to, made by utm init",
            PostgresSchema.DefaultName, (run, given) => run with { Schema = given.One("a schema, such as marketing") }),
        Text(Files, "--out", "DIR", "folder to publish Parquet to; other dates in it stay as they are",
            "or --postgres", (run, given) => run with { Out = given.Path("a folder") }),
        Text(Files, "--lock-timeout", "TIME", "how long to wait for another run that publishes to the same schema",
            "10m", (run, given) => run with { LockTimeout = Values.Duration(given) }),

        Rule(Files, "--store", "FILE", "keep what is loaded in this file (DuckDB), so that the next run reads only what is new",
            "read all", (options, given) => options with { Store = given.Path("a file") }),

        Table("--orders-table", "shopify_orders", (tables, name) => tables with { Orders = name }),
        Table("--ads-table", "ads_insights_hourly", (tables, name) => tables with { Ads = name }),
        Table("--accounts-table", "ad_accounts", (tables, name) => tables with { Accounts = name }),
        Table("--rates-table", "fx_rates", (tables, name) => tables with { Rates = name }),
        Table("--channels-table", "utm_channel_mapping", (tables, name) => tables with { Channels = name }),

        Rule(Range, "--from", "DATE", "first local date, inclusive",
            "the first there is", (options, given) => options with { From = Values.Date(given) }),
        Rule(Range, "--to", "DATE", "last local date, inclusive",
            "the last there is", (options, given) => options with { To = Values.Date(given) }),
        Flag(new FlagOption("--changed", "publish only the dates that changes of the source have touched since they were published, and say what moved") { Group = Range },
            (run, on) => run with { OnlyChanged = on }),
        Rule(Range, "--time-zone", "ZONE", "IANA time zone of dates and hours",
            "UTC", (options, given) => options with { TimeZone = Values.TimeZone(given) }),
        Rule(Range, "--currency", "CODE", "reporting currency, ISO 4217",
            "the only one of the orders", (options, given) => options with { Currency = Values.Currency(given) }),
        Rule(Range, "--revenue", "BASIS", "what an order is worth: gross, or net of refunds",
            "gross", (options, given) => options with { Revenue = Values.Choice(given, OptionNames.Revenue) }),

        Rule(Rules, "--models", "LIST", $"attribution models: {string.Join(", ", OptionNames.Models.Values)}",
            "the first six", (options, given) => options with { Models = Values.Choices(given, OptionNames.Models) }),
        Rule(Rules, "--primary-model", "MODEL", "the model that places orders in utm_hourly_metrics",
            "last_click", (options, given) => options with { PrimaryModel = Values.Choice(given, OptionNames.Models) }),
        Rule(Rules, "--lookback", "TIME", "how long before an order a session may take credit; days",
            "30d", (options, given) => options with { Lookback = Values.WholeDays(given) }),
        Rule(Rules, "--session-timeout", "TIME", "longest gap between two visits of one session",
            "30m", (options, given) => options with { SessionTimeout = Values.Duration(given) }),
        Rule(Rules, "--half-life", "TIME", "time_decay: the span in which credit halves",
            "7d", (options, given) => options with { HalfLife = Values.Duration(given) }),
        Rule(Rules, "--position", "F,M,L", "position_based: percent for first, all middle and last",
            "40,20,40", (options, given) => options with { Position = Values.Shares(given) }),
        Rule(Rules, "--train", "FROM..TO", "local dates that markov and shapley learn from, and that utm_channel_attribution adds up",
            "the 90 that end on --to", (options, given) => options with { Training = Values.Dates(given) }),
        Rule(Rules, "--markov-order", "K", "markov: how many touches a state remembers, 1 to 4",
            "1", (options, given) => options with { MarkovOrder = Values.MarkovOrder(given) }),
        Rule(Rules, "--touchpoints", "WHICH", "sessions that may take credit: campaign, non-direct or all",
            "campaign", (options, given) => options with { Touchpoints = Values.Choice(given, OptionNames.Touchpoints) }),
        Rule(Rules, "--ads-duplicates", "HOW", "rows of one ad and hour: sum (breakdowns), newest (re-syncs), error",
            "sum", (options, given) => options with { AdsDuplicates = Values.Choice(given, OptionNames.AdsDuplicates) }),
        Rule(Rules, "--shop-host", "HOST", "host of the shop itself: no referral; may be repeated",
            "none", (options, given) => options with { ShopHosts = Values.Hosts(given) }),

        Text(Machine, "--engine", "ENGINE", "where the models run: duckdb, or postgres (the database of --postgres)",
            "duckdb", (run, given) => run with { Engine = Values.Choice(given, Engines) }),
        Flag(new FlagOption("--keep", "with --engine postgres: keep the schema of the models, to look at") { Group = Machine },
            (run, on) => run with { Keep = on }),
        Flag(new FlagOption("--distribute", "with --engine postgres: the workers of its extension Citus run the models") { Group = Machine },
            (run, on) => run with { Distribute = on }),
        .. EngineLimit.All.Select(limit => Rule(Machine, limit.Name, limit.Value, limit.Help, limit.Default, limit.Apply)),

        Flag(new FlagOption("--json", Publishes(leftOut) ? "print the run report as JSON instead of tables" : "print JSON instead of tables") { Group = Talk },
            (run, on) => run with { Json = on }),
        Flag(new FlagOption("--quiet", "no progress, only errors and the result") { Group = Talk },
            (run, on) => run with { Quiet = on }),
        Flag(verbose, (run, on) => run with { Verbose = on }),
        Text(Talk, "--log-file", "FILE", "append the log to this file",
            null, (run, given) => run with { LogFile = given.Path("a file") }),
        Text(Talk, "--log-format", "FORMAT", "the log as text, or as json: an object a line, on stderr instead of progress without --log-file",
            "text", (run, given) => run with { LogFormat = Values.Choice(given, LogFormats) }),
    ];
}
