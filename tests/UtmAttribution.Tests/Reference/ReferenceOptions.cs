namespace UtmAttribution.Tests.Reference;

/// <summary>Which of a visitor's sessions in the lookback share an order's credit.</summary>
public enum ReferenceTouchpoints
{
    /// <summary>Those with a campaign signal; else those that are not direct; else the last.</summary>
    BestTier,

    /// <summary>Those with a campaign signal or not direct; else the last.</summary>
    NonDirect,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>What several usable ad rows for one ad-hour mean.</summary>
public enum ReferenceAdsDuplicates
{
    /// <summary>Breakdowns, summed; rows equal in every column count once.</summary>
    Sum,

    /// <summary>Appended re-syncs: only those with the newest <c>synced_at</c>, cut to the minute.</summary>
    Newest,

    /// <summary>An error.</summary>
    Error,
}

/// <summary>The options of a run, as the contract has them.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The models without the data-driven ones.</summary>
    public static readonly IReadOnlyList<string> AllModels =
        ["first_click", "last_click", "last_non_direct_click", "linear", "position_based", "time_decay"];

    /// <summary>The first local date; null: the earliest local date of orders and ads.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last local date, inclusive; null: the latest local date of orders and ads.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The reporting time zone, IANA; default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The reporting currency, ISO 4217; null: the only one of the orders.</summary>
    public string? Currency { get; init; }

    /// <summary>The attribution models; the primary one is added where it is missing.</summary>
    public IReadOnlyList<string> Models { get; init; } = AllModels;

    /// <summary>The model of the hourly metrics; default last_click.</summary>
    public string PrimaryModel { get; init; } = "last_click";

    /// <summary>The local dates that data-driven models learn from; null: with such a model the 90 that end on the last date.</summary>
    public (DateOnly From, DateOnly To)? Train { get; init; }

    /// <summary>The k of the Markov chain; default 1.</summary>
    public int MarkovOrder { get; init; } = 1;

    /// <summary>The lookback in days of 86,400 seconds; default 30.</summary>
    public int LookbackDays { get; init; } = 30;

    /// <summary>The longest gap between visits of a session, in seconds; default 1,800.</summary>
    public long SessionTimeoutSeconds { get; init; } = 1_800;

    /// <summary>The half-life of time_decay, in seconds; default 7 days.</summary>
    public long HalfLifeSeconds { get; init; } = 7 * 86_400;

    /// <summary>The first, middle and last share of position_based, in percent; default 40, 20, 40.</summary>
    public (int First, int Middle, int Last) Position { get; init; } = (40, 20, 40);

    /// <summary>Which sessions share the credit; default the best tier.</summary>
    public ReferenceTouchpoints Touchpoints { get; init; } = ReferenceTouchpoints.BestTier;

    /// <summary>Whether refunds are subtracted; default no.</summary>
    public bool NetRevenue { get; init; }

    /// <summary>What several ad rows for one ad-hour mean; default breakdowns.</summary>
    public ReferenceAdsDuplicates AdsDuplicates { get; init; } = ReferenceAdsDuplicates.Sum;

    /// <summary>The shop's own hosts; default none.</summary>
    public IReadOnlyList<string> ShopHosts { get; init; } = [];

    internal IReadOnlyList<string> RunModels => Models.Contains(PrimaryModel) ? Models : [.. Models, PrimaryModel];

    /// <summary>The days that a run learns from whose last day is given; null where it learns nothing.</summary>
    internal (int From, int To)? TrainingDays(int to) =>
        Train is { } train ? (Times.Day(train.From), Times.Day(train.To))
        : RunModels.Any(model => model is "markov" or "shapley") ? (to - 89, to)
        : null;

    internal long LookbackMicros => LookbackDays * Times.MicrosPerDay;
}
