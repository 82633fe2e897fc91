using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>Databases whose texts are not UTF-8.</summary>
public sealed class EncodingTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    [Theory]
    [InlineData("UTF8", "U&'Gr\\00F6\\00DFe'", "Größe")]
    [InlineData("LATIN1", "E'Gr\\xF6\\xDFe'", "Größe")]
    [InlineData("WIN1252", "E'5 \\x80'", "5 €")]
    [InlineData("SQL_ASCII", "E'Gr\\xC3\\xB6\\xC3\\x9Fe'", "Größe")]
    [InlineData("SQL_ASCII", "E'Gr\\xF6\\xDFe'", "Gr\uFFFD\uFFFDe")]
    public void Texts_of_a_source_are_read_as_what_they_are_and_bytes_of_no_known_encoding_as_replaced(string encoding, string literal, string expected)
    {
        using var database = new TestDatabase(TestServer.ConnectionString, encoding);
        database.Execute($$$"""
            create table shopify_orders (order_id text, order_name text, created_at timestamptz, total_price_amount numeric, total_price_currency text, customer_journey text);
            insert into shopify_orders select '1', {{{literal}}}, '2025-03-01 10:00+00', 10, 'EUR',
                '{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": "x", "campaign": "' || {{{literal}}} || '"}}]}';
            create table ads_insights_hourly (date_start date, hourly_window text, campaign_id text, ad_id text, spend numeric);
            """);
        using var target = new TestDatabase();
        var schema = new TargetSchema(target);
        var report = new AttributionPipeline(
            new(), _ => new PostgresSource(PostgresServer.Parse(database.Uri)), [schema.Sink], TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).Run(CancellationToken.None);
        Assert.Equal([[expected, expected]], target.Rows("select distinct order_name, utm_campaign from utm_order_mapping"));
        Assert.Equal(encoding == "SQL_ASCII", report.Warnings.Any(warning => warning.Contains("encoding SQL_ASCII", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_target_that_checks_no_encoding_gets_the_same_rows_as_any_other()
    {
        using var database = new TestDatabase(TestServer.ConnectionString, "SQL_ASCII");
        var target = new TargetSchema(database);
        var folder = shop.NewFolder();
        target.Run(shop.Source, GeneratedShop.Options, folder);
        Assert.Empty(PublishedRows.Differences(target, folder));
    }

    [Fact]
    public void A_target_whose_encoding_lacks_characters_is_refused_before_any_work_is_done()
    {
        using var database = new TestDatabase(TestServer.ConnectionString, "LATIN1");
        var fault = Assert.Throws<PublishException>(() => new TargetSchema(database));
        Assert.Contains("has encoding LATIN1, which lacks most characters that links may hold. Nothing was changed.", fault.Message, StringComparison.Ordinal);
        var sink = new UtmAttribution.Sinks.PostgresSink(new(PostgresServer.Parse(database.Uri), PostgresSchema.DefaultName), TimeSpan.Zero);
        Assert.Contains("Nothing was published.", Assert.Throws<PublishException>(sink.CheckWritable).Message, StringComparison.Ordinal);
    }
}
