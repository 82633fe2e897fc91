using System.Globalization;
using UtmAttribution.Sources;

namespace UtmAttribution.Tests.Sources;

/// <summary>Tables that several readers share give each row once.</summary>
public sealed class FilePartsTests
{
    private const int Orders = 30_000;
    private const long FirstTime = 1_750_000_000_000_000;
    private const long TimeStep = 60_000_000;

    private static readonly SourceTable Table = SourceTable.ShopifyOrders;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Files_of_all_formats_give_every_row_once_and_in_order(int parts)
    {
        using var folder = new SourceFolder()
            .Parquet("shopify_orders_1.parquet", Sql(0, 9_000), rowsOfGroup: 2_048)
            .Parquet("shopify_orders_2.parquet", Sql(9_000, 9_001))
            .Parquet("shopify_orders_3.parquet", Sql(9_001, 21_000), rowsOfGroup: 4_096)
            .Text("shopify_orders_4.csv", Csv(21_000, 23_000))
            .Text("shopify_orders_5.csv", Csv(23_000, 25_000))
            .Text("shopify_orders_6.ndjson", NdJson(25_000, 28_000))
            .Text("shopify_orders_7.ndjson", NdJson(28_000, Orders));

        var rows = folder.RowsOfParts(Table, null, parts, Id);

        Assert.InRange(rows.Count, Math.Min(parts, 3), parts);
        Assert.DoesNotContain(rows, part => part.Count == 0);
        Assert.Equal(Enumerable.Range(0, Orders), rows.SelectMany(part => part));
        Assert.Equal(rows, folder.RowsOfParts(Table, null, parts, Id));
    }

    [Fact]
    public void One_file_is_divided_by_its_row_groups_within_a_range_too()
    {
        using var folder = new SourceFolder().Parquet("shopify_orders.parquet", Sql(0, Orders), rowsOfGroup: 2_048);
        var range = new ReadRange("created_at", FirstTime + (1_000 * TimeStep), FirstTime + (29_000 * TimeStep));

        var rows = folder.RowsOfParts(Table, range, 2, Id);

        Assert.Equal(Enumerable.Range(1_000, 28_000), rows.SelectMany(part => part));
        Assert.All(rows, part => Assert.InRange(part.Count, 11_000, 17_000));
    }

    [Theory]
    [InlineData("file_index")]
    [InlineData("FILE_ROW_NUMBER")]
    public void Columns_that_are_named_like_places_in_files_divide_nothing_wrongly(string name)
    {
        using var folder = new SourceFolder()
            .Parquet("shopify_orders_1.parquet", $"select *, 7 as {name} from ({Sql(0, 9_000)})", rowsOfGroup: 2_048)
            .Parquet("shopify_orders_2.parquet", $"select *, 7 as {name} from ({Sql(9_000, 20_000)})", rowsOfGroup: 2_048);

        Assert.Equal(Enumerable.Range(0, 20_000), folder.RowsOfParts(Table, null, 3, Id).SelectMany(part => part));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(9, 3)] // There are fewer row groups, so that threads are left over.
    public void The_engine_has_one_thread_while_as_many_readers_as_were_asked_for_decode_for_themselves(int parts, int threads)
    {
        using var folder = new SourceFolder().Parquet("shopify_orders.parquet", Sql(0, 9_000), rowsOfGroup: 2_048);

        Assert.Equal((threads, 3), folder.EngineThreads(Table, parts));
    }

    [Fact]
    public void Files_without_rows_are_one_part()
    {
        using var folder = new SourceFolder().Parquet("shopify_orders.parquet", Sql(0, 0));

        Assert.Empty(Assert.Single(folder.RowsOfParts(Table, null, 2, Id)));
    }

    [Fact]
    public void A_table_that_may_be_missing_has_no_parts()
    {
        using var folder = new SourceFolder();

        Assert.Empty(folder.RowsOfParts(SourceTable.FxRates, null, 2, Id));
    }

    private static int Id(TableReader reader) => int.Parse(SourceValue.Text(reader, 0)!, CultureInfo.InvariantCulture);

    private static string Sql(int from, int until) => $"""
        select i as order_id, make_timestamp({FirstTime} + i * {TimeStep}) as created_at, 1.50 as total_price_amount
        from range({from}, {until}) as orders (i)
        """;

    private static string Csv(int from, int until) =>
        "order_id,created_at,total_price_amount\n" + string.Concat(Numbers(from, until).Select(order => $"{order},2025-06-15T12:00:00Z,1.50\n"));

    private static string NdJson(int from, int until) => string.Concat(Numbers(from, until).Select(order =>
        $$"""{"order_id":{{order}},"created_at":"2025-06-15T12:00:00Z","total_price_amount":1.50}""" + "\n"));

    private static IEnumerable<int> Numbers(int from, int until) => Enumerable.Range(from, until - from);
}
