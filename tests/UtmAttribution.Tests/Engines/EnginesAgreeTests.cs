using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;
using GeneratedShop = UtmAttribution.Tests.Pipeline.GeneratedShop;

namespace UtmAttribution.Tests.Engines;

/// <summary>
/// The same models over the same source give the same rows, whichever engine runs them: every dataset, every value, to the last
/// digit. <c>UTM_TEST_ORDERS</c> sets how many orders the generated shop has.
/// </summary>
public sealed class EnginesAgreeTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private const int FewOrders = 2_000;

    private static readonly int Orders =
        int.TryParse(Environment.GetEnvironmentVariable("UTM_TEST_ORDERS"), CultureInfo.InvariantCulture, out var orders) ? orders : FewOrders;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, AttributionOptions> Variants { get; } = new()
    {
        { "everything", GeneratedShop.Options },
        {
            "other rules for everything, some dates, another zone",
            GeneratedShop.Options with
            {
                From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), TimeZone = "America/New_York",
                Revenue = RevenueBasis.Net, AdsDuplicates = AdsDuplicates.Newest, Lookback = TimeSpan.FromDays(1),
                SessionTimeout = TimeSpan.FromMinutes(5), HalfLife = TimeSpan.FromHours(5), Position = new(30, 50, 20),
                Touchpoints = TouchpointTiers.All, PrimaryModel = AttributionModel.TimeDecay,
            }
        },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Engines_agree_on_a_generated_shop_full_of_hostile_values(string variant, AttributionOptions options)
    {
        var source = _folder["shop"];
        new DataGenerator(new()
        {
            Orders = Orders,
            Seed = 21,
            Days = 14,
            LastDate = new DateOnly(2025, 11, 6), // Around the clock changes of Europe and America.
            HostileShare = 0.4,
            Ads = 12,
            Currencies = ["EUR", "USD"],
        }).Write(source, progress: null, CancellationToken.None);

        AssertAgreement(source, options, $"generated_{variant.Length}");
    }

    [Fact]
    public void Engines_agree_on_the_sample() => AssertAgreement(SampleRun.Source, new AttributionOptions(), "sample");

    private void AssertAgreement(string source, AttributionOptions options, string schema)
    {
        var target = new TargetSchema(database, schema);
        Run(source, options with { Threads = 1 }, new ParquetSink(_folder["one"]));
        Run(source, options with { Threads = 2 }, new ParquetSink(_folder["two"]));

        target.RunOnServer(source, options, _folder["server"]);

        var expected = GeneratedShop.Contents(_folder["one"]);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, GeneratedShop.Contents(_folder["two"]));
        Assert.Equal(expected, GeneratedShop.Contents(_folder["server"]));
        Assert.Empty(PublishedRows.Differences(target, _folder["server"]));
    }

    private static void Run(string source, AttributionOptions options, ISink sink) => new AttributionPipeline(
        options, engine => new FileSource(source, engine), [sink], TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
}
