using UtmAttribution.Options;
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
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, AttributionOptions> Variants { get; } = new()
    {
        { "everything", GeneratedShop.Options },
        {
            "other rules for everything, some dates, another zone, data-driven models that learn from dates after",
            GeneratedShop.Options with
            {
                From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), TimeZone = "America/New_York",
                Revenue = RevenueBasis.Net, AdsDuplicates = AdsDuplicates.Newest, Lookback = TimeSpan.FromDays(1),
                SessionTimeout = TimeSpan.FromMinutes(5), HalfLife = TimeSpan.FromHours(5), Position = new(30, 50, 20),
                Touchpoints = TouchpointTiers.All, PrimaryModel = AttributionModel.TimeDecay,
                Models = [.. OptionNames.Models.Keys], MarkovOrder = 2, Training = new(new(2025, 11, 1), new(2025, 11, 5)),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Engines_agree_on_a_generated_shop_full_of_hostile_values(string variant, AttributionOptions options)
    {
        EngineAgreement.WriteHostileShop(_folder["shop"]);

        EngineAgreement.Verify(_folder["shop"], options, _folder, new TargetSchema(database, $"generated_{variant.Length}"));
    }

    [Fact]
    public void Engines_agree_on_the_sample() =>
        EngineAgreement.Verify(SampleRun.Source, new AttributionOptions(), _folder, new TargetSchema(database, "sample"));
}
