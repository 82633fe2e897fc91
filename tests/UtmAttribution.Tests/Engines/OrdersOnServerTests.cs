using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Postgres;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;
using UtmAttribution.Tests.Sources.Postgres;
using GeneratedShop = UtmAttribution.Tests.Pipeline.GeneratedShop;

namespace UtmAttribution.Tests.Engines;

/// <summary>Orders that a server reads itself give the same rows as those that come over to the loader, whatever stands in them.</summary>
public sealed class OrdersOnServerTests(TestDatabase database, CitusDatabase citus) : IClassFixture<TestDatabase>, IClassFixture<CitusDatabase>, IDisposable
{
    private const string StageOnServer = "scanned_moments";

    private readonly TemporaryFolder _folder = new();
    private int _targets;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, AttributionOptions> Variants { get; } = new()
    {
        { "everything", GeneratedShop.Options },
        {
            "other rules, some dates, another zone",
            GeneratedShop.Options with
            {
                From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), TimeZone = "America/New_York", Revenue = RevenueBasis.Net,
                Lookback = TimeSpan.FromDays(1), Touchpoints = TouchpointTiers.All, ShopHosts = ["shop.example"],
            }
        },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Orders_full_of_hostile_values_give_the_same_rows(string variant, AttributionOptions options) =>
        AssertAgreement(Generate(database, $"hostile_{variant.Length}", hostile: 0.4), options);

    [CitusTheory]
    [MemberData(nameof(Variants))]
    public void Orders_that_a_coordinator_reads_for_its_workers_give_the_same_rows(string variant, AttributionOptions options)
    {
        var schema = Generate(citus.Coordinator, $"hostile_{variant.Length}", hostile: 0.4);

        var report = EngineAgreement.Verify(
            _ => Source(citus.Coordinator, schema), options, _folder, new TargetSchema(citus.Coordinator, $"{schema}_target"), distribute: true);

        Assert.Contains(report.Stages, stage => stage.Stage == StageOnServer);
    }

    [Fact]
    public void Journeys_in_json_give_the_same_rows_as_those_in_jsonb_that_are_generated()
    {
        var schema = Generate(database, "typed_json", hostile: 0);
        Assert.Equal("jsonb", database.Scalar<string>($"select pg_typeof(customer_journey)::text from {schema}.shopify_orders limit 1"));
        database.Execute($"insert into {schema}.shopify_orders (order_id, created_at, total_price_amount) values (7, '2025-11-01 12:00+00', -1)");
        database.Execute($"alter table {schema}.shopify_orders alter customer_journey type json, alter custom_attributes type json, alter order_id type text");
        AssertAgreement(schema, GeneratedShop.Options);
    }

    [Fact]
    public void Every_way_in_which_a_journey_or_an_attribute_can_be_odd_gives_the_same_rows()
    {
        var plain = """{"occurredAt": "2025-03-01T09:00:00Z", "landingPage": "https://shop.example/?utm_source=a&gclid=Cj0KCQiA1234567890", "referrerUrl": "https://www.google.com/x", "utmParameters": null}""";
        string?[] journeys =
        [
            null, "null", "[]", "{}", "7", "\"x\"", "{", "", """{"moments": null}""", """{"moments": 1}""", """{"moments": [1]}""", """{"moments": [null]}""",
            $$"""{"moments": [{{plain}}]}""",
            $$"""{"moments": [{{plain}}, {{plain}}]}""",
            $$"""{"moments": [{{plain.Replace("09:00:00Z", "09:00:00.1234567Z", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("09:00:00Z", "09:00:00.5+01:30", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("09:00:00Z", "23:59:59-14:59", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "2025-02-29", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "2024-02-29", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "1999-12-31", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "2025-03-02", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "2025-01-01", StringComparison.Ordinal)}}]}""",
            $$"""{"moments": [{{plain.Replace("2025-03-01", "2025-03-31", StringComparison.Ordinal)}}]}""",
            """{"moments": [{"occurredAt": "2025-03-01 09:00"}]}""",
            """{"moments": [{"occurredAt": 7, "landingPage": "/?utm_source=a"}]}""",
            """{"moments": [{"landingPage": "/?utm_source=a"}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "landingPage": 7, "referrerUrl": true, "utmParameters": [1]}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": 7.50, "medium": 1e2, "campaign": {"a": 1}, "term": true}}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": "FB", "source": "fb", "more": ["x"]}}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": "a\u0001b", "medium": "\u0002"}}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": "a\u0000b"}}]}""",
            """{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "utmParameters": {"source": "\ud83c"}}]}""",
            .. ((string[])
            [
                "", " ", "/", "/path?utm_source=a", "//cdn.example/?utm_source=a", "HTTPS://Shop.Example/?UTM_SOURCE=Upper", "https://shop.example",
                "https://shop.example?utm_source=a", "https://u:p@shop.example:8080/x?utm_source=a", "https://shop.example/#/spa?utm_source=a#b?utm_medium=c",
                "https://shop.example/?gclid=undefined&gclid=Cj0KCQiAfirst1&gclid=Cj0KCQiAsecond2", "https://shop.example/?gclid=short&gclid=Cj0KCQiAsecond2",
                "https://shop.example/?fbclid=IwAR0123456789&gclid=null", "https://shop.example/?fbclid=IwAR0123456789&gclid=Cj0KCQiA%41234567",
                "https://shop.example/?amp;gclid=Cj0KCQiA1234567&utm%5Fsource=a", "https://shop.example/?gclid=__ABCDEFGHIJ__", "https://shop.example/?gclid=_-ABCDEFGHIJ_",
                "https://shop.example/?GCLID=Cj0KCQiAUpper123&x=y&&=&z", "https://shop.example/?utm_source=a+b&utm_source=c&utm_term=%zz&utm_content=\u00e9",
                "https://shop.example/?\u212a=1&_\u212ax=Cj0KCQiA1234567", "https://b\u00fccher.example/?utm_source=a", "https://shop.example/?utm_source=a\\u0001",
                "https://shop.example/?campaign_id=123456789&hsa_ad=99&ad_id=120210001234567",
            ]).Select(page => $$"""{"moments": [{"occurredAt": "2025-03-01T09:00:00Z", "landingPage": "{{page}}", "referrerUrl": "{{page}}"}]}"""),
        ];
        string?[] attributes =
        [
            null, "null", "[]", "{}", "7", "{", "[1]", "[null]", """[{"key": "gift", "value": "\u00e9"}]""", """[{"key": "utm_source", "value": 7}]""",
            """[{"key": "UTM_Source", "value": "Attr"}, {"key": "utm_source", "value": "later"}]""",
            """[{"key": "gclid", "value": "none"}, {"key": "GCLID", "value": "Cj0KCQiAfirst1"}, {"key": "gclid", "value": "Cj0KCQiAsecond2"}]""",
            """[{"key": "gclid", "value": "\", \"value\": \"Cj0KCQiAinside1"}]""", """[{"key": "utm_source\u0131", "value": "x"}]""",
            """[{"key": "fbclid", "value": "\u0002"}]""", """[{"key": "_\u212ax", "value": "Cj0KCQiA1234567"}]""", """[{"value": "x"}]""", """[{"key": null}]""",
        ];
        database.Execute("""
            create schema odd;
            create table odd.shopify_orders (
                order_id text, created_at timestamptz, total_price_amount numeric, total_price_currency text, customer_id bigint, customer_referrer_url text,
                landing_page_url text, customer_utm_source text, customer_journey text, custom_attributes text, test boolean, cancelled_at timestamptz
            );
            create table odd.ads_insights_hourly (date_start date, hourly_window text, campaign_id text, ad_id text, spend numeric(12, 2));
            insert into odd.ads_insights_hourly values ('2025-03-01', '09:00:00 - 09:59:59', '120000001', '120210001234567', 5)
            """);
        using (var connection = database.Connect())
        {
            var number = 0;
            foreach (var (journey, attribute) in journeys.Select(journey => (journey, (string?)null))
                .Concat(attributes.SelectMany(attribute => ((string?[])[null, journeys[^1], journeys[12]]).Select(journey => (journey, attribute)))))
            {
                using var command = new Npgsql.NpgsqlCommand(
                    """
                    insert into odd.shopify_orders values (
                        $1, '2025-03-01 10:00+00', 12.345, 'EUR', $2, 'https://t.co/x', case when $2 % 2 = 0 then 'https://shop.example/?gclid=Cj0KCQiAorder99' end,
                        case when $2 % 5 = 0 then 'own' end, $3, $4, $2 % 11 = 0, case when $2 % 22 = 0 then timestamptz '2025-03-02 00:00+00' end
                    )
                    """,
                    connection);
                command.Parameters.AddWithValue($"order {++number}".Replace(' ', number % 7 == 0 ? ' ' : '-'));
                command.Parameters.AddWithValue((long)number / 2);
                command.Parameters.Add(new() { Value = (object?)journey ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
                command.Parameters.Add(new() { Value = (object?)attribute ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
                command.ExecuteNonQuery();
            }
        }
        database.Execute("""
            insert into odd.shopify_orders (order_id, created_at, total_price_amount, total_price_currency) values
                ('twice', '2025-03-01 11:00+00', 1, 'EUR'), (E'\u00a0twice ', '2025-03-01 11:00+00', 2, 'EUR'), ('nan', '2025-03-01 11:00+00', 'NaN', 'EUR'),
                ('fine', '2025-03-01 11:00+00', 0.0000000000000000001, 'EUR'), ('much', '2025-03-01 11:00+00', 1000000000, 'EUR'), (null, '2025-03-01 11:00+00', 1, 'EUR'),
                ('when', 'infinity', 1, 'EUR'), ('half', '2025-03-01 11:00+00', 0.005, null), ('less', '2025-03-01 11:00+00', -1, 'EUR'), ('blank', '2025-03-01 11:00+00', 1, ' eur ')
            """);

        AssertAgreement("odd", new AttributionOptions { Currency = "EUR", TimeZone = "Asia/Kathmandu" });
    }

    [Fact]
    public void Times_in_text_are_for_the_loader_and_give_the_same_rows()
    {
        DatabaseTables.Fill(database, Pipeline.SampleRun.Source, "sample_text", asText: true);

        AssertAgreement("sample_text", new AttributionOptions { From = new DateOnly(2025, 3, 1), To = new DateOnly(2025, 3, 7) }, isOnServer: false);
    }

    private static string Generate(TestDatabase target, string schema, double hostile)
    {
        var shop = new GeneratorOptions
        {
            Orders = 1_000,
            Seed = 23,
            Days = 14,
            LastDate = new DateOnly(2025, 11, 6),
            HostileShare = hostile,
            Ads = 12,
            Currencies = ["EUR", "USD", "JPY"],
        };
        new DatabaseWriter(shop, PostgresServer.Parse(target.Uri), schema).Write(progress: null, CancellationToken.None);
        return schema;
    }

    private static PostgresSource Source(TestDatabase database, string schema)
    {
        PostgresName Name(string table) => new(schema, table);
        var tables = new PostgresTables { Orders = Name("shopify_orders"), Ads = Name("ads_insights_hourly"), Accounts = Name("ad_accounts"), Rates = Name("fx_rates") };
        return new(
            PostgresServer.Parse(database.Uri),
            database.Scalar<bool>($"select to_regclass('{schema}.ad_accounts') is null") ? tables with { Accounts = null, Rates = null } : tables);
    }

    private void AssertAgreement(string schema, AttributionOptions options, bool isOnServer = true)
    {
        var report = EngineAgreement.Verify(
            _ => Source(database, schema), options, _folder, new TargetSchema(database, $"{schema} target {_targets++}"));

        Assert.Equal(isOnServer, report.Stages.Any(stage => stage.Stage == StageOnServer));
    }
}
