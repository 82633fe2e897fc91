namespace UtmAttribution.Cli.Explaining;

/// <summary>Why an order's revenue went where it went. As JSON, all names are in snake_case; money and weights have all their digits.</summary>
internal sealed record Explanation
{
    /// <summary>The answer in plain words.</summary>
    public required string Answer { get; init; }

    /// <summary>What was looked at: the source, or the published folder.</summary>
    public required string LookedAt { get; init; }

    /// <summary>The rules that were applied, by the names of their options.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The order.</summary>
    public required ExplainedOrder Order { get; init; }

    /// <summary>The visits that the order itself tells of, in the order of its journey; then what it carries itself.</summary>
    public IReadOnlyList<ExplainedVisit> Visits { get; init; } = [];

    /// <summary>The visitor's sessions in the lookback, oldest first, whichever order they are known from.</summary>
    public IReadOnlyList<ExplainedSession> Sessions { get; init; } = [];

    /// <summary>What each model gives to them: the order's rows of <c>utm_order_mapping</c>.</summary>
    public IReadOnlyList<ExplainedShare> Shares { get; init; } = [];

    /// <summary>The rows of <c>utm_ad_hourly_performance</c> with the hour, campaign and ad of these shares.</summary>
    public IReadOnlyList<AdHour> AdHours { get; init; } = [];

    /// <summary>What can't be known from where was looked, a sentence each.</summary>
    public IReadOnlyList<string> NotKnown { get; init; } = [];
}

/// <summary>The order that is explained.</summary>
internal sealed record ExplainedOrder
{
    /// <summary>Its id.</summary>
    public required string OrderId { get; init; }

    /// <summary>What the shop calls it.</summary>
    public string? OrderName { get; init; }

    /// <summary>Whose it is: <c>c:</c> and a customer's id, or <c>o:</c> and the order's.</summary>
    public string? VisitorId { get; init; }

    /// <summary>Its time in UTC; null where that can't be read.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The same in the reporting zone.</summary>
    public DateTimeOffset? CreatedAtLocal { get; init; }

    /// <summary>What it is worth, in the reporting currency.</summary>
    public decimal? OrderValue { get; init; }

    /// <summary>The reporting currency.</summary>
    public string? OrderCurrency { get; init; }

    /// <summary>The amount as the source has it; null where only published data were looked at.</summary>
    public string? SourceAmount { get; init; }

    /// <summary>Its currency there; the reporting currency where the source names none.</summary>
    public string? SourceCurrency { get; init; }

    /// <summary>Whether the amount was converted.</summary>
    public bool? IsConverted { get; init; }

    /// <summary>Whether it counts as a conversion.</summary>
    public bool Counts { get; init; }

    /// <summary>Why it does not: <c>cancelled</c>, <c>test</c>, or a reason of <c>utm_rejects</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>What was found that is the reason.</summary>
    public string? Detail { get; init; }

    /// <summary>How many rows of the source have its id; one of them is used.</summary>
    public int? RowsOfId { get; init; }

    /// <summary>Parts of it that can't be used, as in <c>utm_rejects</c>: <c>bad_json custom_attributes</c>.</summary>
    public IReadOnlyList<string> PartialRejects { get; init; } = [];
}

/// <summary>What a model gives to one session.</summary>
internal sealed record ExplainedShare
{
    /// <summary>The model.</summary>
    public required string AttributionModel { get; init; }

    /// <summary>The session.</summary>
    public required long SessionId { get; init; }

    /// <summary>The units that the model gives it; null where only published data were looked at.</summary>
    public long? Units { get; init; }

    /// <summary>The order's units under the model.</summary>
    public long? TotalUnits { get; init; }

    /// <summary>Units over total units; an order's sum to 1.</summary>
    public required decimal AttributionWeight { get; init; }

    /// <summary>The share of the order's value, in the reporting currency.</summary>
    public required decimal AttributedRevenue { get; init; }

    /// <summary>The place of the session among those that the model looks at, from 1.</summary>
    public required int TouchIndex { get; init; }

    /// <summary>How many these are.</summary>
    public required int TouchCount { get; init; }

    /// <summary>Whether it is the one with the most units, ties to the later.</summary>
    public required bool IsPrimaryAttribution { get; init; }
}
