using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli.Output;

public sealed class HelpTextTests
{
    [Fact]
    public void The_help_of_the_tool_lists_its_commands() => AssertHelp(
        """
        utm tells an online shop which marketing earned its money, hour by hour.

        Usage:
          utm COMMAND [options]

        Commands:
          run       Attributes every order, joins with ad spend by hour, and publishes Parquet, to
                    PostgreSQL, or both.
          backfill  Publishes a long range of dates in windows, and goes on where it was ended.
          init      Makes or upgrades the tables, views and functions that runs publish to in PostgreSQL.
          validate  Checks what is published in PostgreSQL; exit code 3 where something is wrong.
          monitor   Shows sizes, index use, last runs and freshness of what is published in PostgreSQL.
          maintain  Brings statistics and views up to date, makes partitions ahead, deletes what is old.
          doctor    Checks whether a run would have what it needs: machine, source and targets.
          explain   Says why an order went where it went: its visits, sessions, credit, channel rule and
                    ad-hour.
          sweep     Shows how each channel's share of revenue and ROAS move with half-life, lookback and
                    other rules.
          query     Runs SQL over the published datasets and prints the rows.
          verify    Reads everything published again and compares it with manifest and ledger.
          diff      Compares two published outputs in rows and money; exit code 1: different, 2: trouble.
          tagging   Finds what is wrong with the tags of links and ads, in money; publishes nothing.
          paths     Shares the conversions of channel paths in a file among the channels.
          channels  Explains how visits get their channel, and lists the rules.
          generate  Writes realistic synthetic orders and ads of any size.

        Everywhere:
          -h, --help  this help, for every command
          --version   versions of the tool, its engine and the data contract
          --verbose   log and stack traces on stderr

        See utm COMMAND --help for its options and examples.

        """,
        "--help");

    [Fact]
    public void The_help_of_run_has_every_option_with_its_default() => AssertHelp(
        """
        Attributes every order, joins with ad spend by hour, and publishes Parquet, to PostgreSQL, or both.

        Usage:
          utm run (--source DIR | --postgres CONN) [options]

        Input and output:
          --source DIR            folder with shopify_orders and ads_insights_hourly (parquet, csv, ndjson),
                                  or a PostgreSQL database to read only [--postgres]
          --postgres CONN         PostgreSQL database to publish to, and to read where no --source is given:
                                  a URI, or host=… dbname=…; for passwords use ~/.pgpass [UTM_POSTGRES, PG*]
          --schema NAME           schema of --postgres to publish to, made by utm init [public]
          --out DIR               folder to publish Parquet to; other dates in it stay as they are
                                  [or --postgres]
          --lock-timeout TIME     how long to wait for another run that publishes to the same schema [10m]
          --store FILE            keep what is loaded in this file (DuckDB), so that the next run reads only
                                  what is new [read all]

        Names of tables in PostgreSQL, with or without schema:
          --orders-table NAME     what is read as shopify_orders [shopify_orders]
          --ads-table NAME        what is read as ads_insights_hourly [ads_insights_hourly]
          --accounts-table NAME   what is read as ad_accounts [ad_accounts]
          --rates-table NAME      what is read as fx_rates [fx_rates]
          --channels-table NAME   what is read as utm_channel_mapping [utm_channel_mapping]

        Dates, zone and money:
          --from DATE             first local date, inclusive [the first there is]
          --to DATE               last local date, inclusive [the last there is]
          --changed               publish only the dates that changes of the source have touched since they
                                  were published, and say what moved
          --time-zone ZONE        IANA time zone of dates and hours [UTC]
          --currency CODE         reporting currency, ISO 4217 [the only one of the orders]
          --revenue BASIS         what an order is worth: gross, or net of refunds [gross]

        Sessions and attribution:
          --models LIST           attribution models: first_click, last_click, last_non_direct_click,
                                  linear, position_based, time_decay, markov, shapley [the first six]
          --primary-model MODEL   the model that places orders in utm_hourly_metrics [last_click]
          --lookback TIME         how long before an order a session may take credit; days [30d]
          --session-timeout TIME  longest gap between two visits of one session [30m]
          --half-life TIME        time_decay: the span in which credit halves [7d]
          --position F,M,L        position_based: percent for first, all middle and last [40,20,40]
          --train FROM..TO        local dates that markov and shapley learn from, and that
                                  utm_channel_attribution adds up [the 90 that end on --to]
          --markov-order K        markov: how many touches a state remembers, 1 to 4 [1]
          --touchpoints WHICH     sessions that may take credit: campaign, non-direct or all [campaign]
          --ads-duplicates HOW    rows of one ad and hour: sum (breakdowns), newest (re-syncs), error [sum]
          --shop-host HOST        host of the shop itself: no referral; may be repeated [none]

        Machine:
          --engine ENGINE         where the models run: duckdb, or postgres (the database of --postgres)
                                  [duckdb]
          --keep                  with --engine postgres: keep the schema of the models, to look at
          --distribute            with --engine postgres: the workers of its extension Citus run the models
          --memory SIZE           memory limit of the engine, such as 2GB; the rest is on disk [80 %]
          --threads N             threads of the engine [one per core]
          --temp-dir DIR          where the engine keeps its relations [the system's]
          --temp-limit SIZE       the most that is kept there, such as 20GB [the disk]

        Screen, log and configuration:
          --json                  print the run report as JSON instead of tables
          --quiet                 no progress, only errors and the result
          --log-file FILE         append the log to this file
          --log-format FORMAT     the log as text, or as json: an object a line, on stderr instead of
                                  progress without --log-file [text]
          --config FILE           JSON file with these options by name, without dashes; the command line
                                  wins; relative paths start at the file's folder

        Everywhere:
          -h, --help              this help, for every command
          --verbose               log and stack traces on stderr

        Examples:
          utm run --source data-samples --out out
          utm run --source data --out out --time-zone Europe/Berlin --from 2026-03-01 --to 2026-03-31
          utm run --postgres postgresql://localhost/shop
          utm run --postgres postgresql://localhost/shop --changed
          utm run --source postgresql://reader@db.example.com/shop --orders-table shop.orders_v2 --out out
          utm run --source data --postgres postgresql://localhost/shop --engine postgres
          utm run --config shop.json --models last_click,linear --memory 2GB --json > report.json

        """,
        "run", "--help");

    [Fact]
    public void The_help_of_query_has_its_arguments_and_examples() => AssertHelp(
        """
        Runs SQL over the published datasets and prints the rows.

        Usage:
          utm query DIR SQL [options]

        Arguments:
          DIR  folder that utm run published to
          SQL  a query in DuckDB's SQL; each dataset is a table, such as utm_sessions

        Options:
          --format FORMAT  table, csv or json [table]

        Everywhere:
          -h, --help       this help, for every command
          --verbose        log and stack traces on stderr

        Examples:
          utm query out "from utm_daily_summary order by date_start"
          utm query out "select channel, sum(attributed_revenue) as revenue from utm_order_mapping
                         where attribution_model = 'linear' group by channel" --format csv
          utm query out "show tables"

        """,
        "query", "-h");

    [Fact]
    public void The_help_of_explain_names_what_a_visit_can_have() => AssertHelp(
        """
        Says which channel rule a visit meets and why, and which comes next.

        Usage:
          utm channels explain [--source TEXT] [--medium TEXT] [--landing-page URL] [options]

        Options:
          --source TEXT       utm_source
          --medium TEXT       utm_medium
          --campaign TEXT     utm_campaign
          --content TEXT      utm_content
          --term TEXT         utm_term
          --referrer URL      where the visit came from: a URL or a domain
          --landing-page URL  the page it came to; UTM values and click ids are read from it
          --click-id NAME     name of the click id, such as gclid or fbclid
          --ad-id ID          id of the ad, in digits
          --rules FILE        CSV with channel rules, as a utm_channel_mapping table [built-in]

        Everywhere:
          -h, --help          this help, for every command
          --verbose           log and stack traces on stderr

        Examples:
          utm channels explain --source facebook --medium cpc
          utm channels explain --landing-page "https://shop.example/?fbclid=1" --referrer m.facebook.com

        """,
        "channels", "explain", "--help");

    [Fact]
    public void The_help_of_generate_has_every_option_with_its_default() => AssertHelp(
        """
        Writes realistic synthetic orders and ads of any size.

        Usage:
          utm generate (--out DIR | --postgres CONN) [--orders N] [--seed N] [--days N] [options]

        Options:
          --out DIR             folder to write to; it has no such files yet [or --postgres]
          --postgres CONN       PostgreSQL database to fill instead: a URI, or host=… dbname=…
          --schema NAME         its schema for the new tables [public]
          --orders N            number of different orders [100000]
          --seed N              chooses the shop; the same seed gives the same bytes [1]
          --days N              days that have orders and ads [60]
          --last-date DATE      the last of these days [2025-11-30]
          --format FORMAT       parquet or csv [parquet]
          --ads N               number of ads [200]
          --hostile SHARE       share of broken or odd records, 0 to 1 [0.02]
          --currencies LIST     currencies of the orders, the most frequent first [EUR]
          --ad-currencies LIST  currencies of the ad accounts [as --currencies]
          --threads N           files written at the same time [one per core, at most 4]
          --quiet               no progress, only errors and the result

        Everywhere:
          -h, --help            this help, for every command
          --verbose             log and stack traces on stderr

        Examples:
          utm generate --orders 2000 --days 60 --out data --format csv
          utm generate --orders 1000000 --seed 7 --out big
          utm generate --postgres postgresql://localhost/shop --schema demo --hostile 0

        """,
        "generate", "--help");

    [Theory]
    [InlineData(40, 60)]
    [InlineData(80, 80)]
    [InlineData(100, 100)]
    [InlineData(300, 100)]
    public void No_line_of_explanation_is_wider_than_the_terminal_or_100_columns(int terminalWidth, int widest)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        CommandLine.Run(["run", "--help"], new Terminal(output, error) { Width = terminalWidth }, (_, _, _, _) => Sample.Report);

        var text = output.ToString();
        var lines = text[..text.IndexOf("Examples:", StringComparison.Ordinal)].Split('\n');
        Assert.InRange(lines.Max(line => line.Length), widest - 20, widest);
    }

    [Fact]
    public void Help_is_given_whatever_else_is_wrong() => Assert.Equal(0, ToolRun.Of("run", "--help", "--bogus").ExitCode);

    private static void AssertHelp(string expected, params string[] arguments)
    {
        var run = ToolRun.Of(arguments);

        Assert.Equal((expected.ReplaceLineEndings("\n"), "", 0), (run.Output, run.Error, run.ExitCode));
    }
}
