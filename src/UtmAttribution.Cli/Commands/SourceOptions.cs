using System.CommandLine;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>The options by which a command names the source that is, or was, published from, as <c>utm run</c> names it.</summary>
/// <param name="help">What the help says of <c>--source</c>.</param>
internal sealed class SourceOptions(string help)
{
    private readonly TextOption _source = new("--source", "DIR", help) { Default = "the database of --postgres" };

    private readonly TextOption _orders = Table("--orders-table", "shopify_orders");
    private readonly TextOption _ads = Table("--ads-table", "ads_insights_hourly");
    private readonly TextOption _accounts = Table("--accounts-table", "ad_accounts");
    private readonly TextOption _rates = Table("--rates-table", "fx_rates");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_source, _orders, _ads, _accounts, _rates];

    /// <summary>Whether a source was named, or a table of it.</summary>
    public bool IsGiven(ParseResult parse) => new[] { _source, _orders, _ads, _accounts, _rates }.Any(option => option.In(parse) is not null);

    /// <summary>What opens the source.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="target">The database that is the source where no other is named; null where there is none.</param>
    /// <exception cref="InvalidOptionException">It was not named, or not well.</exception>
    public Func<DuckDBDatabase, ISource> Read(ParseResult parse, PostgresServer? target)
    {
        var tables = new PostgresTables
        {
            Orders = Name(_orders, parse),
            Ads = Name(_ads, parse),
            Accounts = Name(_accounts, parse),
            Rates = Name(_rates, parse),
        };
        if (_source.In(parse) is not { } given)
        {
            return target is null
                ? throw new InvalidOptionException("--source: not given; name the folder with shopify_orders and ads_insights_hourly, or a PostgreSQL database with --postgres")
                : _ => new PostgresSource(target, tables);
        }

        if (Values.IsConnection(given))
        {
            var server = Values.Postgres(given);
            return _ => new PostgresSource(server, tables);
        }

        RefuseTables(tables);
        var folder = given.Path("a folder");
        return engine => new FileSource(folder, engine);
    }

    /// <summary>Refuses names of tables beside a source that is files.</summary>
    /// <exception cref="InvalidOptionException">A table is named.</exception>
    public static void RefuseTables(PostgresTables tables)
    {
        if (tables != new PostgresTables())
            throw new InvalidOptionException("--source: the source is files, but a table in PostgreSQL is named; leave out --source, or the options that end with -table");
    }

    private static PostgresName? Name(TextOption option, ParseResult parse) => option.In(parse) is { } given ? Values.Table(given) : null;

    private static TextOption Table(string name, string table) => new(name, "NAME", $"what is read as {table}") { Default = table };
}
