using UtmAttribution.Options;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>Every published row, value by value, against an implementation of the contract that shares no line with the product.</summary>
public sealed class ReferenceAgreementTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    public static TheoryData<string, AttributionOptions> Variants { get; } = new()
    {
        { "defaults", GeneratedShop.Options },
        { "all sessions, linear is primary", GeneratedShop.Options with { Touchpoints = TouchpointTiers.All, PrimaryModel = AttributionModel.Linear } },
        {
            "two tiers, net revenue, newest ad rows, own hosts, a quarter-hour zone, yen",
            GeneratedShop.Options with
            {
                Touchpoints = TouchpointTiers.NonDirect, Revenue = RevenueBasis.Net, AdsDuplicates = AdsDuplicates.Newest,
                ShopHosts = ["shop.example", "www.example-shop.com"], TimeZone = "Asia/Kathmandu", Currency = "JPY",
            }
        },
        {
            "some dates, long sessions, odd shares, three decimals",
            GeneratedShop.Options with
            {
                From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), SessionTimeout = TimeSpan.FromHours(3),
                Position = new PositionShares(50, 0, 50), PrimaryModel = AttributionModel.TimeDecay, HalfLife = TimeSpan.FromHours(5),
                TimeZone = "America/New_York", Currency = "KWD",
            }
        },
    };

    private static AttributionOptions Learned { get; } =
        GeneratedShop.Options with { Models = [AttributionModel.LastNonDirectClick, AttributionModel.Markov, AttributionModel.Shapley] };

    /// <summary>The order of the Markov chain, and dates to learn from: those before the run's last, some that lie apart, none.</summary>
    public static TheoryData<int, string, AttributionOptions> Trained { get; } = new()
    {
        { 1, "all models, the primary one learned", GeneratedShop.Options with { Models = [.. OptionNames.Models.Keys], PrimaryModel = AttributionModel.Markov } },
        { 2, "from dates before, apart", Learned with { From = new(2025, 11, 4), To = new(2025, 11, 5), Training = new(new(2025, 10, 25), new(2025, 10, 27)) } },
        {
            3, "from dates after, all sessions, another zone and currency",
            Learned with
            {
                To = new(2025, 10, 27), Training = new(new(2025, 11, 1), new(2025, 11, 4)), Touchpoints = TouchpointTiers.All,
                TimeZone = "America/New_York", Currency = "KWD",
            }
        },
        { 4, "all sessions", Learned with { From = new(2025, 11, 1), Touchpoints = TouchpointTiers.All } },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void Data_driven_models_equal_those_of_the_reference_implementation(int order, string variant, AttributionOptions options)
    {
        _ = variant;
        var target = shop.NewFolder();

        shop.Run(options with { MarkovOrder = order }, target);

        Assert.Empty(Agreement.Differences(target, shop.Reference(options with { MarkovOrder = order })));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_published_row_equals_that_of_the_reference_implementation(string variant, AttributionOptions options)
    {
        _ = variant;
        var target = shop.NewFolder();

        shop.Run(options, target);

        Assert.Empty(Agreement.Differences(target, shop.Reference(options)));
    }
}
