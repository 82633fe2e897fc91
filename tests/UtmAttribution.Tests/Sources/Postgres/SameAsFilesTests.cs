using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Generation;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using GeneratedShop = UtmAttribution.Tests.Pipeline.GeneratedShop;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>The same tables give the same rows, whether they are files or lie in a database.</summary>
public sealed class SameAsFilesTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_in_columns_of_text_gives_the_expected_rows_of_every_dataset()
    {
        DatabaseTables.Fill(database, SampleRun.Source, "sample_text", asText: true);

        RunFromDatabase(new AttributionOptions(), "sample_text");

        foreach (var dataset in ExpectedDataset.All)
            Assert.Equal(dataset.ReadExpected(), dataset.ReadPublished(_folder["out"]));
    }

    [Fact]
    public void The_sample_in_columns_with_types_gives_the_same_content_as_its_files()
    {
        var files = Directory.CreateDirectory(_folder["files"]).FullName;
        foreach (var name in (string[])["shopify_orders.parquet", "ads_insights_hourly.parquet", "ad_accounts.csv", "fx_rates.csv"])
            File.Copy(Path.Combine(SampleRun.Source, name), Path.Combine(files, name));
        DatabaseTables.Fill(database, files, "sample_types", asText: false);
        var options = new AttributionOptions { TimeZone = "Europe/Berlin", Threads = 2 };

        RunFromFiles(options, files);
        RunFromDatabase(options, "sample_types");

        AssertSameContent();
    }

    [Fact]
    public void Journeys_in_jsonb_give_the_same_content_as_those_in_files()
    {
        var shop = new GeneratorOptions { Orders = 3_000, Seed = 5, Days = 20, HostileShare = 0, Ads = 12 };
        Generate(shop, "journeys_in_jsonb");
        Assert.Equal("jsonb", database.Scalar<string>("select pg_typeof(customer_journey)::text from journeys_in_jsonb.shopify_orders limit 1"));

        RunFromFiles(new AttributionOptions(), _folder["files"]);
        RunFromDatabase(new AttributionOptions(), "journeys_in_jsonb");

        AssertSameContent();
    }

    public static TheoryData<string, AttributionOptions> Variants { get; } = new()
    {
        { "everything", GeneratedShop.Options },
        {
            "some dates, net revenue, newest ad rows, another zone",
            GeneratedShop.Options with
            {
                From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), TimeZone = "America/New_York",
                Revenue = Options.RevenueBasis.Net, AdsDuplicates = Options.AdsDuplicates.Newest, Lookback = TimeSpan.FromDays(1),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_generated_shop_full_of_hostile_values_gives_the_same_content_as_its_files(string variant, AttributionOptions options)
    {
        var schema = $"hostile_{variant.Length}";
        var shop = new GeneratorOptions
        {
            Orders = 3_000,
            Seed = 12,
            Days = 14,
            LastDate = new DateOnly(2025, 11, 6),
            HostileShare = 0.4,
            Ads = 12,
            Currencies = ["EUR", "USD"],
        };
        Generate(shop, schema);

        RunFromFiles(options, _folder["files"]);
        RunFromDatabase(options, schema);

        AssertSameContent();
    }

    private void Generate(GeneratorOptions shop, string schema)
    {
        new DataGenerator(shop).Write(_folder["files"], progress: null, CancellationToken.None);
        new DatabaseWriter(shop, PostgresServer.Parse(database.Uri), schema).Write(progress: null, CancellationToken.None);
    }

    private void RunFromFiles(AttributionOptions options, string files) =>
        new AttributionPipeline(options, files, _folder["expected"], TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);

    private void RunFromDatabase(AttributionOptions options, string schema)
    {
        PostgresName Name(string table) => new(schema, table);
        var tables = new PostgresTables { Orders = Name("shopify_orders"), Ads = Name("ads_insights_hourly"), Accounts = Name("ad_accounts"), Rates = Name("fx_rates") };
        new AttributionPipeline(
            options, _ => new PostgresSource(PostgresServer.Parse(database.Uri), tables), [new ParquetSink(_folder["out"])], TimeProvider.System, NullLogger.Instance)
            .Run(CancellationToken.None);
    }

    // By date, whatever the files' names: the hashes are of all values, the wording of rejects too.
    private void AssertSameContent()
    {
        var expected = GeneratedShop.Contents(_folder["expected"]);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, GeneratedShop.Contents(_folder["out"]));
    }
}
