using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Backfilling;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Storing;

/// <summary>Runs with a store read what is new since the last one, and publish what runs without would.</summary>
public sealed class StoredRunTests(BackfilledShop shop, TestDatabase database) : IClassFixture<BackfilledShop>, IClassFixture<TestDatabase>
{
    private const string Day = "2025-10-24";

    private static readonly PostgresTables Names = new()
    {
        Orders = new("source", "shopify_orders"),
        Ads = new("source", "ads_insights_hourly"),
        Accounts = new("source", "ad_accounts"),
        Rates = new("source", "fx_rates"),
    };

    [Fact]
    public void Of_files_those_are_read_that_were_written_since_and_days_are_loaded_that_differ()
    {
        var source = InFiles();
        var options = BackfilledShop.Options with { Store = shop.NewFolder() };
        var first = Run(options, source);
        var orders = Count(source, "shopify_orders");
        Assert.Equal((orders, orders), (Rows(first, "look for changes of orders"), Rows(first, "load orders")));

        Change(source, "shopify_orders", "d", $"select * replace (case when created_at::date = '{Day}' then null else cancelled_at end as cancelled_at, case when created_at::date = '{Day}' then 7.77 else total_price_amount end as total_price_amount)");
        Change(source, "ads_insights_hourly", "all", $"select * replace (case when date_start = '{Day}' then spend + 1 else spend end as spend)");
        var target = shop.NewFolder();
        var second = Run(options, source, target);

        Assert.Equal(Count(source, "shopify_orders", "d"), Rows(second, "look for changes of orders"));
        Assert.Equal(Count(source, "shopify_orders", where: $"created_at::date = '{Day}'"), Rows(second, "load orders"));
        Assert.Equal(Count(source, "ads_insights_hourly", where: $"date_start = '{Day}'"), Rows(second, "load ads"));
        Assert.Equal(shop.OneRun(BackfilledShop.Options, source), GeneratedShop.Contents(target));

        File.Delete(Path.Combine(source, "shopify_orders_e.parquet"));
        target = shop.NewFolder();
        var third = Run(options with { TimeZone = "UTC" }, source, target);

        Assert.Contains(third.Warnings, warning => warning.EndsWith("was filled again from the whole source: time_zone was Europe/Berlin and is UTC.", StringComparison.Ordinal));
        Assert.Equal(shop.OneRun(BackfilledShop.Options with { TimeZone = "UTC" }, source), GeneratedShop.Contents(target));
    }

    [Fact]
    public void Of_a_database_the_days_are_read_that_differ()
    {
        DatabaseTables.Fill(database, shop.Source, "source", asText: false);
        var options = BackfilledShop.Options with { Store = shop.NewFolder() };
        using var server = database.Connect();
        var all = Ask(server, "select count(*) from source.shopify_orders");
        Assert.Equal(all, Rows(Run(options, Database, shop.NewFolder()), "load orders"));
        Assert.Equal((0, 0), (Rows(Run(options, Database, shop.NewFolder()), "load orders"), 0));

        Tell(server, $"""
            delete from source.shopify_orders where created_at::date = '2025-10-02';
            update source.shopify_orders set customer_journey = null where created_at::date = '{Day}';
            update source.ads_insights_hourly set ad_name = 'Renamed' where date_start = '{Day}'
            """);
        var target = shop.NewFolder();
        var report = Run(options, Database, target);

        Assert.Equal(Ask(server, $"select count(*) from source.shopify_orders where created_at::date = '{Day}'"), Rows(report, "load orders"));
        Assert.Equal(Ask(server, $"select count(*) from source.ads_insights_hourly where date_start = '{Day}'"), Rows(report, "load ads"));
        var expected = shop.NewFolder();
        Run(BackfilledShop.Options, Database, expected);
        Assert.Equal(GeneratedShop.Contents(expected), GeneratedShop.Contents(target));

        static long Ask(Npgsql.NpgsqlConnection server, string sql)
        {
            using var command = new Npgsql.NpgsqlCommand(sql, server);
            return (long)command.ExecuteScalar()!;
        }

        static void Tell(Npgsql.NpgsqlConnection server, string sql)
        {
            using var command = new Npgsql.NpgsqlCommand(sql, server);
            command.ExecuteNonQuery();
        }
    }

    private ISource Database(DuckDBDatabase engine) => new PostgresSource(PostgresServer.Parse(database.Uri), Names);

    private RunReport Run(AttributionOptions options, string source, string? target = null) => Run(options, engine => new FileSource(source, engine), target ?? shop.NewFolder());

    private static RunReport Run(AttributionOptions options, Func<DuckDBDatabase, ISource> source, string target) =>
        new AttributionPipeline(options, source, [new ParquetSink(target)], TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);

    private static long Rows(RunReport report, string stage) => report.Stages.SingleOrDefault(time => time.Stage == stage)?.Rows ?? 0;

    // The orders in five files, by time.
    private string InFiles()
    {
        var folder = Directory.CreateDirectory(shop.NewFolder()).FullName;
        using var engine = DuckDBDatabase.Open(new());
        using var connection = engine.Connect();
        foreach (var (name, index) in "abcde".Select((name, index) => (name, index)))
            connection.Execute($"copy (from '{shop.Source}/shopify_orders*.parquet' where coalesce(least(greatest((created_at::date - date '2025-09-28') // 8, 0), 4), 4) = {index}) to '{folder}/shopify_orders_{name}.parquet'");
        connection.Execute($"copy (from '{shop.Source}/ads_insights_hourly*.parquet') to '{folder}/ads_insights_hourly_all.parquet'");
        foreach (var file in Directory.EnumerateFiles(shop.Source, "*.csv"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    private static void Change(string folder, string table, string file, string select)
    {
        using var engine = DuckDBDatabase.Open(new());
        using var connection = engine.Connect();
        var path = Path.Combine(folder, $"{table}_{file}.parquet");
        connection.Execute($"copy ({select} from '{path}') to '{path}.new' (format parquet)");
        File.Move($"{path}.new", path, overwrite: true);
    }

    private static long Count(string folder, string table, string file = "*", string where = "true")
    {
        using var engine = DuckDBDatabase.Open(new());
        using var connection = engine.Connect();
        return connection.Scalar<long>($"select count(*) from '{folder}/{table}_{file}.parquet' where {where}");
    }
}
