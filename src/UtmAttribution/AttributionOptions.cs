using UtmAttribution.Options;

namespace UtmAttribution;

/// <summary>
/// Everything a run can be told: the range, the reporting zone and currency, the rules of sessions and attribution, and the
/// limits of the machine. Immutable; every default is the one of the command line.
/// </summary>
public sealed record AttributionOptions
{
    /// <summary>First local date to publish, inclusive. Default: the first date that the source has.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last local date to publish, inclusive. Default: the last date that the source has.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The reporting time zone, an IANA name: "local" everywhere means this zone. Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The reporting currency (ISO 4217). Default: the only currency of the order table.</summary>
    public string? Currency { get; init; }

    /// <summary>The attribution models to compute. Default: all rule-based ones. The primary model is added if missing.</summary>
    public IReadOnlyList<AttributionModel> Models { get; init; } =
    [
        AttributionModel.FirstClick, AttributionModel.LastClick, AttributionModel.LastNonDirectClick,
        AttributionModel.Linear, AttributionModel.PositionBased, AttributionModel.TimeDecay,
    ];

    /// <summary>
    /// The dates that <see cref="AttributionModel.Markov"/> and <see cref="AttributionModel.Shapley"/> learn from, and over which
    /// <c>utm_channel_attribution</c> adds up the credit of all models. Default: the 90 that end on <see cref="To"/> where the run
    /// has one of these two models; else none, and the dataset is not made.
    /// </summary>
    public TrainingDates? Training { get; init; }

    /// <summary>How many touchpoints a state of the Markov chain remembers, 1 to 4. Default 1.</summary>
    public int MarkovOrder { get; init; } = 1;

    /// <summary>The model that places orders in <c>utm_hourly_metrics</c>. Default <c>last_click</c>.</summary>
    public AttributionModel PrimaryModel { get; init; } = AttributionModel.LastClick;

    /// <summary>
    /// The lookback window: how long before an order a session may start and still take credit; the interval is
    /// (order − lookback, order]. Whole days of 86,400 seconds, at least one. Default 30 days.
    /// </summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The longest gap between two visits of one session. Default 30 minutes.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time decay's half-life, in whole seconds. Default 7 days.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The shares of first, middle and last touchpoint in <c>position_based</c>. Default 40, 20, 40 percent.</summary>
    public PositionShares Position { get; init; } = PositionShares.Default;

    /// <summary>Which sessions of the lookback window may take credit. Default <see cref="TouchpointTiers.CampaignFirst"/>.</summary>
    public TouchpointTiers Touchpoints { get; init; } = TouchpointTiers.CampaignFirst;

    /// <summary>What an order is worth. Default <see cref="RevenueBasis.Gross"/>.</summary>
    public RevenueBasis Revenue { get; init; } = RevenueBasis.Gross;

    /// <summary>What several usable rows of one ad-hour mean. Default <see cref="AdsDuplicates.Sum"/>.</summary>
    public AdsDuplicates AdsDuplicates { get; init; } = AdsDuplicates.Sum;

    /// <summary>The shop's own hosts; a referrer from one of them is no referral. Default none.</summary>
    public IReadOnlyList<string> ShopHosts { get; init; } = [];

    /// <summary>The engine's memory limit, such as <c>2GB</c>. Default: the engine's own (80 % of the machine).</summary>
    public string? Memory { get; init; }

    /// <summary>The engine's threads. Default: one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where the engine keeps its relations and what else does not fit in memory, some 4 GB for a million orders. Default: the system's temporary directory.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>
    /// The most that a run may keep there, such as <c>20GB</c>; one that needs more ends with <see cref="Errors.ResourceException"/>. It
    /// is looked at some times a second, so that it may be exceeded for so long. Default: what the disk has.
    /// </summary>
    public string? TempLimit { get; init; }

    /// <summary>
    /// A file that keeps what was loaded of orders, visits and ads, so that the next run reads only what is new; made where it is
    /// missing, and filled again where it was filled by other rules. Only for the embedded engine. Default: none, all is read every time.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>The models that are computed, the primary one too, in the order in which they are listed.</summary>
    internal IReadOnlyList<AttributionModel> AllModels => [.. Models.Append(PrimaryModel).Distinct().Order()];

    /// <summary>Whether one of the models is data-driven.</summary>
    internal bool IsLearning => AllModels.Any(model => model is AttributionModel.Markov or AttributionModel.Shapley);

    /// <summary>Whether the run has training dates, given or not.</summary>
    internal bool Trains => Training is not null || IsLearning;
}
