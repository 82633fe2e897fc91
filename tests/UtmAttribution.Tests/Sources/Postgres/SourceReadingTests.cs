using UtmAttribution.Loading;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>Which rows come from a database, and in which order.</summary>
public sealed class SourceReadingTests : IClassFixture<SourceReadingTests.ManyOrders>
{
    private const int Rows = 60_000;
    private readonly TestDatabase _database;

    public SourceReadingTests(ManyOrders orders) => _database = orders.Database;

    [Theory]
    [InlineData("many.orders")]
    [InlineData("many.partitioned")]
    [InlineData("many.materialized")]
    [InlineData("many.heirs")]
    public void Parts_give_every_row_once_and_in_the_same_order_again(string table)
    {
        using var source = Source(table);
        var first = Parts(source, 3);

        Assert.Equal(TestServer.MajorVersion >= 14 ? 3 : 1, first.Count);
        Assert.Equal(Enumerable.Range(1, Rows), first.SelectMany(part => part).Order());
        Assert.Equal(first, Parts(source, 3));
        Assert.All(first, part => Assert.InRange(part.Count, Rows / 5, Rows));
    }

    [Theory]
    [InlineData("many.seen")]
    [InlineData("many.tiny")]
    public void A_view_and_a_small_table_have_one_reader(string table)
    {
        using var source = Source(table);
        Assert.Single(Parts(source, 4));
    }

    [Fact]
    public void What_others_commit_meanwhile_is_seen_by_no_reader()
    {
        using var source = Source("many.changing");
        Assert.Null(source.Open(SourceTable.FxRates, range: null, CancellationToken.None)); // Whatever is looked at first.
        _database.Execute("update many.changing set order_id = -order_id; delete from many.changing where order_id < -10; insert into many.changing values (99, now(), 1)");

        Assert.Equal(Enumerable.Range(1, 20), Parts(source, 2).SelectMany(part => part).Order());
        using var later = Source("many.changing");
        Assert.Equal(11, Parts(later, 1).Single().Count);
    }

    [Fact]
    public void Only_the_rows_of_the_range_and_those_without_a_usable_time_come()
    {
        _database.Execute("""
            create table many.times (order_id int, created_at timestamptz, total_price_amount numeric);
            insert into many.times values (1, '2025-03-01 09:59:59.999999+00', 1), (2, '2025-03-01 10:00+00', 1), (3, '2025-03-01 10:59:59.999999+00', 1),
                (4, '2025-03-01 11:00+00', 1), (5, null, 1), (6, 'infinity', 1), (7, '-infinity', 1);
            create index on many.times (created_at);
            """);
        foreach (var type in (string[])["timestamptz", "timestamp"])
        {
            _database.Execute($"set timezone = 'UTC'; alter table many.times alter created_at type {type}");
            using var source = Source("many.times");
            var ten = 1_740_823_200_000_000;
            Assert.Equal([2, 3, 5, 6, 7], Read(source.Open(SourceTable.ShopifyOrders, new("created_at", ten, ten + 3_600_000_000), CancellationToken.None)!));
            Assert.Equal([1, 2, 3, 4, 5, 6, 7], Read(source.Open(SourceTable.ShopifyOrders, new("created_at", long.MinValue / 2, long.MaxValue / 2), CancellationToken.None)!));
        }
    }

    [Fact]
    public void Optional_tables_may_be_missing_unless_they_are_named()
    {
        using var source = Source("many.orders");
        Assert.Null(source.Open(SourceTable.FxRates, range: null, CancellationToken.None));

        using var named = new PostgresSource(PostgresServer.Parse(_database.Uri), new PostgresTables { Rates = new("many", "rates") });
        Assert.Throws<Errors.InvalidInputException>(() => named.Open(SourceTable.FxRates, range: null, CancellationToken.None));
    }

    [Fact]
    public void A_reader_that_is_left_in_the_middle_ends_at_once_and_the_source_goes_on()
    {
        using var source = Source("many.orders");
        using (var reader = source.Open(SourceTable.ShopifyOrders, range: null, CancellationToken.None)!)
            Assert.True(reader.Read());
        Assert.Equal(Rows, Parts(source, 1).Single().Count);
    }

    [Fact]
    public void Names_with_quotes_dots_semicolons_line_ends_and_other_letters_are_names()
    {
        _database.Execute("""
            create schema "Größe; drop schema many cascade; --";
            create table "Größe; drop schema many cascade; --"."a.b""c
            d" ("order_id" int, created_at timestamptz, total_price_amount numeric);
            insert into "Größe; drop schema many cascade; --"."a.b""c
            d" values (7, now(), 1);
            """.ReplaceLineEndings("\n"));
        var name = PostgresName.Parse("Größe; drop schema many cascade; --.\"a.b\"\"c\nd\"");
        using var source = new PostgresSource(PostgresServer.Parse(_database.Uri), new PostgresTables { Orders = name });

        Assert.Equal([7], Parts(source, 1).Single());
    }

    [Fact]
    public void Columns_that_the_contract_does_not_know_tell_ad_rows_apart_by_their_values()
    {
        _database.Execute("""
            create table many.ads (date_start date, hourly_window text, campaign_id text, ad_id text, spend numeric, "b""; --" numeric, "Ä" text);
            insert into many.ads values ('2025-03-01', '09:00', '1', '2', 5, 1.50, 'x'), ('2025-03-01', '09:00', '1', '2', 5, 1.5, 'x'),
                ('2025-03-01', '09:00', '1', '2', 5, 1.6, 'x'), ('2025-03-01', '09:00', '1', '2', 5, 1.5, null), ('2025-03-01', '09:00', '1', '2', 5, 1.5, '');
            """);
        using var source = new PostgresSource(PostgresServer.Parse(_database.Uri), new PostgresTables { Ads = new("many", "ads") });
        using var reader = source.Open(SourceTable.AdsInsightsHourly, range: null, CancellationToken.None)!;
        var hash = new AdRowHash();
        var hashes = new List<Int128>();
        while (reader.Read())
            hashes.Add(hash.Of(reader));

        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Fact]
    public void A_role_that_may_read_single_columns_reads_these()
    {
        var role = $"clerk_{_database.Name}";
        _database.Execute($"create role {role} login password 'x'; grant usage on schema many to {role}; grant select (order_id, created_at, total_price_amount) on many.orders to {role}");
        try
        {
            using var source = new PostgresSource(PostgresServer.Parse(_database.UriOf(role, "x")), new PostgresTables { Orders = new("many", "orders") });
            using var reader = source.Open(SourceTable.ShopifyOrders.Only("order_id"), range: null, CancellationToken.None)!;
            Assert.True(reader.Read());
            Assert.Single(source.OpenParts(SourceTable.ShopifyOrders.Only("order_id"), range: null, 2, CancellationToken.None)).Dispose();
        }
        finally
        {
            _database.Execute($"drop owned by {role}; drop role {role}");
        }
    }

    [Fact]
    public void How_many_rows_there_will_be_is_said_where_the_server_knows()
    {
        _database.Execute("analyze many.orders; analyze many.early_1; analyze many.early_2; analyze many.late");
        foreach (var table in (string[])["many.orders", "many.partitioned"])
        {
            using var source = Source(table);
            source.Open(SourceTable.ShopifyOrders, range: null, CancellationToken.None)!.Dispose();
            Assert.InRange(source.EstimateRows(SourceTable.ShopifyOrders, range: null)!.Value, Rows * 9 / 10, Rows * 11 / 10);
            Assert.Null(source.EstimateRows(SourceTable.ShopifyOrders, new("created_at", 0, 1)));
        }
    }

    private PostgresSource Source(string orders) =>
        new(PostgresServer.Parse(_database.Uri), new PostgresTables { Orders = PostgresName.Parse(orders) });

    private static List<List<int>> Parts(PostgresSource source, int parts) =>
        [.. source.OpenParts(SourceTable.ShopifyOrders, range: null, parts, CancellationToken.None).Select(Read)];

    private static List<int> Read(TableReader reader)
    {
        using (reader)
        {
            var ids = new List<int>();
            while (reader.Read())
                ids.Add(int.Parse(SourceValue.Text(reader, 0)!));
            return ids;
        }
    }

    /// <summary>Tables of some 40 MB.</summary>
    public sealed class ManyOrders : IDisposable
    {
        public ManyOrders() => Database.Execute($"""
            create schema many;
            create table many.orders (order_id int, created_at timestamptz, total_price_amount numeric, order_name text);
            insert into many.orders select i, timestamptz '2025-01-01' + i * interval '1 hour', 1, repeat('x', 600) from generate_series(1, {Rows}) as i;
            create index on many.orders (created_at);
            create table many.partitioned (like many.orders) partition by range (created_at);
            create table many.early partition of many.partitioned for values from (minvalue) to ('2028-01-01') partition by range (order_id);
            create table many.early_1 partition of many.early for values from (minvalue) to (9000);
            create table many.early_2 partition of many.early for values from (9000) to (maxvalue);
            create table many.late partition of many.partitioned for values from ('2028-01-01') to (maxvalue);
            insert into many.partitioned select * from many.orders order by md5(order_id::text);
            create materialized view many.materialized as select * from many.orders;
            create table many.heirs (like many.orders);
            create table many.heir () inherits (many.heirs);
            insert into many.heirs select * from many.orders where order_id <= 40000;
            insert into many.heir select * from many.orders where order_id > 40000;
            create view many.seen as select * from many.orders limit 10;
            create table many.tiny as select * from many.orders limit 10;
            create table many.changing as select order_id, created_at, total_price_amount from many.orders limit 20;
            """);

        public TestDatabase Database { get; } = new();

        public void Dispose() => Database.Dispose();
    }
}
