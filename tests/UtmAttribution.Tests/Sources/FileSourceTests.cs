using System.Numerics;
using UtmAttribution.Cleaning;
using UtmAttribution.Sources;
using UtmAttribution.Tests.DuckDb;

namespace UtmAttribution.Tests.Sources;

/// <summary>The same three orders, however a shop exports them.</summary>
public sealed class FileSourceTests
{
    private static readonly string[] Expected =
    [
        "5001 | 'Two\nlines, \"quoted\"' | 2025-06-15 12:00:00Z | True | 12.5 | 120210000000000017 | '{\"moments\":[{\"landingPage\":\"/é\"}]}'",
        "5002 | NULL | 2025-06-15 12:00:00.25Z | False | 0 | NULL | NULL",
        "5003 | '#3' | 2025-06-15 10:30:00Z | False | 1000 | 7 | '{\"moments\":[]}'",
    ];

    // Quotes doubled, as a CSV field has them.
    private const string Csv = """"
        order_id,order_name,created_at,test,total_price_amount,customer_id,customer_journey
        5001,"Two
        lines, ""quoted""",2025-06-15T12:00:00Z,true,12.50,120210000000000017,"{""moments"":[{""landingPage"":""/é""}]}"
         5002 ,,2025-06-15 12:00:00.250000,,0,,
        5003,#3,2025-06-15T12:30:00+02:00,false,1000.00,7,"{""moments"":[]}"

        """";

    private const string NdJson = """"
        {"order_id":5001,"order_name":"Two\nlines, \"quoted\"","created_at":"2025-06-15T12:00:00Z","test":true,"total_price_amount":12.50,"customer_id":120210000000000017,"customer_journey":{"moments":[{"landingPage":"/é"}]}}

        {"created_at":"2025-06-15T12:00:00.25","total_price_amount":"0","order_id":"5002","customer_id":" ","other":[1]}
        {"order_id":"5003","order_name":"#3","created_at":"2025-06-15T12:30:00+02:00","test":"false","total_price_amount":1e3,"customer_id":7,"customer_journey":"{\"moments\":[]}"}

        """";

    // Ids, times and amounts with the types that a case gives them.
    private static string Orders(string id, string time, string amount) => $$"""
        select id::{{id}} as order_id, name as order_name, moment::{{time}} as created_at, test, price::{{amount}} as total_price_amount,
            customer as customer_id, journey as customer_journey
        from (values
            (5001, 'Two' || chr(10) || 'lines, "quoted"', timestamptz '2025-06-15 12:00:00Z', true, 12.5, 120210000000000017, '{"moments":[{"landingPage":"/é"}]}'),
            (5002, null, timestamptz '2025-06-15 12:00:00.25Z', null, 0, null, null),
            (5003, '#3', timestamptz '2025-06-15 10:30:00Z', false, 1000, 7, '{"moments":[]}')
        ) as orders (id, name, moment, test, price, customer, journey)
        """;

    private static readonly SourceTable Table = SourceTable.ShopifyOrders;

    [Theory]
    [InlineData("shopify_orders.csv", "", "\n")]
    [InlineData("shopify_orders.csv", "\uFEFF", "\n")]
    [InlineData("shopify_orders.csv", "", "\r\n")]
    [InlineData("shopify_orders_2025[06].csv.gz", "", "\n")]
    [InlineData("Shopify_Orders_1.CSV.GZ", "\uFEFF", "\n")]
    public void Csv_gives_the_rows(string name, string mark, string lineEnd)
    {
        // The line end within the quotes belongs to the value and stays.
        var text = Csv.Replace("\n", lineEnd, StringComparison.Ordinal).Replace($"Two{lineEnd}", "Two\n", StringComparison.Ordinal);

        AssertRows(folder => folder.Text(name, mark + text));
    }

    [Theory]
    [InlineData("shopify_orders.ndjson")]
    [InlineData("shopify_orders.jsonl")]
    [InlineData("shopify_orders.ndjson.gz")]
    public void Ndjson_gives_the_rows(string name) => AssertRows(folder => folder.Text(name, NdJson));

    [Theory]
    [InlineData("varchar", "timestamptz", "decimal(18, 4)")]
    [InlineData("bigint", "timestamptz", "double")]
    [InlineData("double", "timestamp", "varchar")]
    [InlineData("decimal(20, 2)", "timestamp_ns", "float")]
    [InlineData("hugeint", "varchar", "decimal(38, 18)")]
    public void Parquet_gives_the_rows_whatever_the_types_of_ids_times_and_amounts(string id, string time, string amount) =>
        AssertRows(folder => folder.Parquet("shopify_orders.parquet", Orders(id, time, amount)));

    [Fact]
    public void A_journey_may_be_nested_columns()
    {
        var nested = $"""
            select * replace (from_json(customer_journey, '{"{\"moments\":[{\"landingPage\":\"VARCHAR\"}]}"}') as customer_journey)
            from ({Orders("bigint", "timestamptz", "double")})
            """;

        AssertRows(folder => folder.Parquet("shopify_orders.parquet", nested));
    }

    [Fact]
    public void Files_of_several_formats_and_columns_make_one_table()
    {
        var rows = Orders("bigint", "timestamptz", "double");

        AssertRows(folder => folder
            .Parquet("shopify_orders_1.parquet", $"{rows} where id = 5001")
            .Parquet("shopify_orders_2.parquet", $"select order_id::varchar as order_id, created_at, total_price_amount from ({rows}) where order_id = 5002")
            .Text("shopify_orders_0.csv", "total_price_amount,extra,ORDER_ID,created_at,order_name,customer_id,customer_journey\n1e3,x,5003,2025-06-15T10:30Z,#3,7,\"{\"\"moments\"\":[]}\"\n"));
    }

    private static void AssertRows(Action<SourceFolder> write)
    {
        using var folder = new SourceFolder();
        write(folder);

        Assert.Equal(Expected, folder.Rows(Table, Show));
    }

    private static string Show(TableReader reader)
    {
        Assert.True(SourceValue.TryTime(reader, At("created_at"), out var time));
        Assert.True(SourceValue.TryAmount(reader, At("total_price_amount"), out var amount));
        return string.Join(
            " | ",
            SourceValue.Id(reader, At("order_id")),
            MemoryDatabase.Show(SourceValue.Text(reader, At("order_name"))),
            MemoryDatabase.Show(DateTime.UnixEpoch.AddTicks(time!.Value * 10)),
            SourceValue.IsTrue(reader, At("test")),
            Show(amount!.Value),
            SourceValue.Id(reader, At("customer_id")) ?? "NULL",
            MemoryDatabase.Show(SourceValue.Text(reader, At("customer_journey"))));
    }

    private static string Show(Amount amount) => amount.Scale <= 0
        ? $"{amount.Coefficient * BigInteger.Pow(10, -amount.Scale)}"
        : $"{(decimal)amount.Coefficient / (decimal)BigInteger.Pow(10, amount.Scale):0.####}";

    private static int At(string column) => Table.Columns.Index().Single(candidate => candidate.Item.Name == column).Index;
}
