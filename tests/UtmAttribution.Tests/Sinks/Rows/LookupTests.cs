using UtmAttribution.Engines;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Sinks.Rows;

/// <summary>Datasets whose rows point into lookups are published as if they had been joined.</summary>
public sealed class LookupTests : IDisposable
{
    private static readonly Dataset Sales = new("sales", "day", ["shop_no", "amount"])
    {
        Columns = ["day", "city", "amount", "customer", "country", "batch_id"],
        Lookups = [new("shop_no", "shops"), new("customer_no", "customers", IsByDate: true), new(Key: null, "audit")],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("utm-lookup-").FullName;
    private readonly DuckDbEngine _engine = new(new() { Threads = 2 });

    public LookupTests() => _engine.Connection.Execute("""
        create table shops as select * from (values (7, 'Köln', 'DE'), (-2, null, 'FR'), (900, 'Lyon', 'FR')) as t(shop_no, city, country);
        create table customers as select * from (values
            (date '2025-03-01', 1, 'Ann'), (date '2025-03-01', 2, 'Bob'), (date '2025-03-02', 3, 'Cid')) as t(day, customer_no, customer);
        create table audit as select 'b1' as batch_id;
        create table sales as select * from (values
            (date '2025-03-01', 900, 1, 3.5::decimal(18, 4)), (date '2025-03-01', 7, 2, 2), (date '2025-03-01', null, 1, 1),
            (date '2025-03-02', -2, 3, 4)) as t(day, shop_no, customer_no, amount)
        """);

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Columns_come_from_rows_and_lookups_in_the_order_of_the_dataset()
    {
        Publish(Sales);

        Assert.Equal(
            [
                "2025-03-01|Köln|2.0000|Bob|DE|b1", "2025-03-01|Lyon|3.5000|Ann|FR|b1", "2025-03-01|∅|1.0000|Ann|∅|b1",
                "2025-03-02|∅|4.0000|Cid|FR|b1",
            ],
            Rows("concat_ws('|', day, coalesce(city, '∅'), amount, customer, coalesce(country, '∅'), batch_id)"));
    }

    [Fact]
    public void A_row_that_a_partial_lookup_has_no_row_for_gets_NULL()
    {
        _engine.Connection.Execute("""
            create table notes as select * from (values (date '2025-03-01', 2, 'gift')) as t(day, customer_no, note)
            """);
        var sales = Sales with
        {
            Columns = [.. Sales.Columns, "note"],
            Lookups = [.. Sales.Lookups, new("customer_no", "notes", IsByDate: true) { IsPartial = true }],
        };

        Publish(sales);

        // Customer 1 lies beside the keys of its date, customer 3 on a date that has none.
        Assert.Equal(["Ann|∅", "Ann|∅", "Bob|gift", "Cid|∅"], Rows("concat_ws('|', customer, coalesce(note, '∅'))"));
    }

    [Theory]
    [InlineData("insert into sales values (date '2025-03-02', 8, 3, 1)", "'shops' has no row whose 'shop_no' is 8.")]
    [InlineData("insert into shops values (7, 'Bonn', 'DE')", "'shops' has rows whose 'shop_no' is NULL or not unique")]
    [InlineData("insert into shops values (null, 'Bonn', 'DE')", "'shops' has rows whose 'shop_no' is NULL or not unique")]
    [InlineData("insert into audit values ('b2')", "'audit' has rows whose")]
    [InlineData("alter table shops drop country", "The column 'country' of sales is in none of the relations")]
    public void What_would_lose_or_double_rows_is_refused(string change, string message)
    {
        _engine.Connection.Execute(change);

        var error = Assert.Throws<InvalidOperationException>(() => Publish(Sales));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.parquet", SearchOption.AllDirectories));
    }

    private void Publish(Dataset sales)
    {
        var request = new PublishRequest(
            [new(sales, new(2025, 3, 1), new(2025, 3, 2))], new Dictionary<string, string> { ["batch_id"] = "b1" });
        using var publication = new ParquetSink(_folder).Stage(_engine, request, null, CancellationToken.None);
        publication.Commit(new()
        {
            BatchId = "b1",
            From = null,
            To = null,
            TimeZone = "UTC",
            Currency = "EUR",
            Datasets = publication.Datasets,
            Ledger = new([]),
            Stages = [],
            Warnings = [],
            PeakMemoryBytes = 0,
        });
    }

    private List<string> Rows(string columns)
    {
        using var published = PublishedDatasets.Open(_folder);
        using var reader = published.Connection.ExecuteReader($"select {columns} from sales order by 1");
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
