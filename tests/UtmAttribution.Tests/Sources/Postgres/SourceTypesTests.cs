using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>What columns of each type read as.</summary>
public sealed class SourceTypesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("order_id", "text", "' a1 '", " a1 ")]
    [InlineData("order_id", "varchar(9)", "'größe'", "größe")]
    [InlineData("order_id", "char(9)", "'a1'", "a1")]
    [InlineData("order_id", "bigint", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("order_id", "integer", "7", "7")]
    [InlineData("order_id", "smallint", "-7", "-7")]
    [InlineData("order_id", "uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData("order_id", "numeric", "12345678901234567890123.000", "12345678901234567890123")]
    [InlineData("order_id", "numeric", "1.5", "1.5")]
    [InlineData("order_id", "double precision", "1e20", "100000000000000000000")]
    [InlineData("order_name", "integer", "5", "5")]
    [InlineData("order_name", "mood", "'glad'", "glad")]
    [InlineData("created_at", "timestamptz", "'2025-03-01 10:00:00.123456+02'", "2025-03-01 08:00:00.123456Z")]
    [InlineData("created_at", "timestamp", "'1969-12-31 23:59:59.999999'", "1969-12-31 23:59:59.999999Z")]
    [InlineData("created_at", "date", "'2025-03-01'", "2025-03-01 00:00:00.000000Z")]
    [InlineData("created_at", "text", "'2025-03-01T10:00'", "2025-03-01T10:00")]
    [InlineData("created_at", "timestamptz", "'infinity'", "9223372036854775807")]
    [InlineData("created_at", "timestamptz", "'-infinity'", "-9223372036854775807")]
    [InlineData("created_at", "timestamptz", "'294276-12-31 23:59:59+00'", "9223372036854775807")]
    [InlineData("test", "boolean", "true", "1")]
    [InlineData("test", "integer", "3", "1")]
    [InlineData("test", "text", "'yes'", "yes")]
    [InlineData("total_price_amount", "numeric", "'NaN'", "NaN")]
    [InlineData("total_price_amount", "numeric(20, 4)", "-0.5", "-0.5000")]
    [InlineData("total_price_amount", "positive", "12.50", "12.50")]
    [InlineData("total_price_amount", "integer", "12", "12")]
    [InlineData("total_price_amount", "real", "0.1", "0.1")]
    [InlineData("total_price_amount", "double precision", "0.1", "0.1")]
    [InlineData("total_price_amount", "double precision", "12", "12.0")]
    [InlineData("total_price_amount", "double precision", "'-Infinity'", "-inf")]
    [InlineData("total_price_amount", "text", "'1e3'", "1e3")]
    [InlineData("customer_journey", "jsonb", "'{\"b\": 1, \"a\": \"ü\"}'", "{\"a\": \"ü\", \"b\": 1}")]
    [InlineData("customer_journey", "json", "'{\"b\":1,  \"a\":2}'", "{\"b\":1,  \"a\":2}")]
    [InlineData("customer_journey", "text", "'{broken'", "{broken")]
    [InlineData("customer_journey", "bytea", "'{}'", "{}")]
    [InlineData("customer_journey", "bytea", "'\\xff'", null)]
    [InlineData("customer_journey", "text[]", "'{a,b}'", "[\"a\",\"b\"]")]
    public void A_value_reads_as(string column, string type, string value, string? expected)
    {
        Make(column, type, value);

        Assert.Equal([expected], Read(column));
    }

    [Theory]
    [InlineData("order_id", "boolean")]
    [InlineData("created_at", "bigint")]
    [InlineData("total_price_amount", "boolean")]
    [InlineData("total_price_amount", "money")]
    [InlineData("customer_journey", "integer")]
    [InlineData("order_name", "bytea")]
    public void A_type_that_cannot_be_read_is_refused_before_anything_is_read(string column, string type)
    {
        Make(column, type, "null");

        using var source = Source();
        var fault = Assert.Throws<InvalidInputException>(() => source.Check(CancellationToken.None));
        Assert.Contains($"Column '{column}' of table 'public.shopify_orders' has type {type}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date", "'2025-03-01'", "2025-03-01")]
    [InlineData("timestamptz", "'2025-03-01 23:30:00-01'", "2025-03-02")]
    [InlineData("date", "'infinity'", "2147483647")] // No date, and shown all the same.
    public void A_date_reads_as(string type, string value, string expected)
    {
        database.Execute($"drop table if exists fx_rates; create table fx_rates (date {type}, currency text, rate numeric); insert into fx_rates values ({value})");
        using var source = Source();
        using var reader = source.Open(SourceTable.FxRates, range: null, CancellationToken.None)!;
        Assert.True(reader.Read());
        Assert.Equal(expected, SourceValue.Text(reader, 0));
        Assert.Equal(value != "'infinity'", SourceValue.TryDate(reader, 0, out _));
    }

    [Fact]
    public void Numbers_of_any_length_read_as_the_server_shows_them()
    {
        Make("total_price_amount", "numeric", "0");
        database.Execute("""
            insert into shopify_orders (total_price_amount)
            select (case when i % 3 = 0 then -1 else 1 end * (random() * 10000)::int::numeric * 10 ^ (i % 60 - 30)::numeric)
            from generate_series(1, 3000) as i
            union all select unnest(array['NaN', '0', '-0.0', '0.0000', '1e-300', '123456789e300', '0.00010001', '10000', '99999999.00000001']::numeric[]);
            """);

        Assert.Equal(database.Rows("select total_price_amount::text from shopify_orders").Select(row => row[0]), Read("total_price_amount"));
    }

    [Fact]
    public void Columns_are_found_in_any_order_and_case_and_optional_ones_may_be_missing()
    {
        database.Execute("""
            drop table if exists shopify_orders;
            create table shopify_orders (extra text, "Total_Price_Amount" numeric, gone text, created_at timestamptz, "order_id" text);
            alter table shopify_orders drop column gone;
            insert into shopify_orders values ('x', 5, now(), 'a');
            """);

        Assert.Equal(["5"], Read("total_price_amount"));
        Assert.Equal(["a"], Read("order_id"));
        Assert.Equal([null], Read("customer_journey"));
    }

    [Fact]
    public void A_required_column_that_is_missing_is_named_with_table_place_and_what_is_there()
    {
        database.Execute("drop table if exists shopify_orders; create table shopify_orders (id text, created_at timestamptz, total_price_amount numeric)");

        using var source = Source();
        var fault = Assert.Throws<InvalidInputException>(() => source.Check(CancellationToken.None));
        Assert.Contains("Table 'public.shopify_orders' lacks the required column 'order_id' in PostgreSQL at", fault.Message, StringComparison.Ordinal);
        Assert.Contains("found the columns 'created_at', 'id', 'total_price_amount'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_without_a_zone_are_taken_as_UTC_and_that_is_said_once()
    {
        Make("created_at", "timestamp", "'2025-03-01'");
        database.Execute("alter table shopify_orders add column updated_at timestamp; drop table if exists ads_insights_hourly; "
            + "create table ads_insights_hourly (date_start date, hourly_window text, campaign_id text, ad_id text, spend numeric)");

        using var source = Source();
        source.Check(CancellationToken.None);

        var warning = Assert.Single(source.Warnings);
        Assert.Contains("taken as UTC: public.shopify_orders.created_at, public.shopify_orders.updated_at", warning, StringComparison.Ordinal);
    }

    private void Make(string column, string type, string value)
    {
        var columns = new Dictionary<string, string> { ["order_id"] = "text", ["created_at"] = "timestamptz", ["total_price_amount"] = "numeric", [column] = type };
        database.Execute($"""
            drop table if exists shopify_orders cascade;
            drop type if exists mood cascade; create type mood as enum ('glad');
            drop domain if exists positive; drop domain if exists money_amount;
            create domain money_amount as numeric(12, 2); create domain positive as money_amount check (value > 0);
            create table shopify_orders ({string.Join(", ", columns.Select(each => $"{each.Key} {each.Value}"))});
            insert into shopify_orders ({column}) values ({value});
            """);
    }

    private List<string?> Read(string column)
    {
        using var source = Source();
        using var reader = source.Open(SourceTable.ShopifyOrders.Only(column), range: null, CancellationToken.None)!;
        var values = new List<string?>();
        while (reader.Read())
            values.Add(SourceValue.Text(reader, 0));
        return values;
    }

    private PostgresSource Source() => new(PostgresServer.Parse(database.Uri));
}
