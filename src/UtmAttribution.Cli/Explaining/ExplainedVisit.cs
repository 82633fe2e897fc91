using UtmAttribution.Evidence;

namespace UtmAttribution.Cli.Explaining;

/// <summary>A visit that an order tells of.</summary>
internal sealed record ExplainedVisit
{
    /// <summary>Where: <c>customer_journey</c>, <c>custom_attributes</c>, <c>customer_utm</c> or <c>order</c> (its landing page and referrer).</summary>
    public required string FoundIn { get; init; }

    /// <summary>The index of the journey's moment, from 0.</summary>
    public int? Moment { get; init; }

    /// <summary>Its time in UTC; null where that can't be read.</summary>
    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>Whether it is a visit of the visitor.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Why it is not, or what is special about it; null where nothing is.</summary>
    public string? Remark { get; init; }

    /// <summary>Its UTM values, cleaned, and filled from the landing page.</summary>
    public string? UtmSource { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmMedium { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmCampaign { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmContent { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmTerm { get; init; }

    /// <summary>The UTM values that only the landing page has.</summary>
    public IReadOnlyList<string> FilledFromLandingPage { get; init; } = [];

    /// <summary>The name of its click id.</summary>
    public string? ClickId { get; init; }

    /// <summary>The click id's value.</summary>
    public string? ClickIdValue { get; init; }

    /// <summary>The landing page.</summary>
    public string? LandingPageUrl { get; init; }

    /// <summary>The referrer.</summary>
    public string? ReferrerUrl { get; init; }

    /// <summary>The referrer's host; null where that is the landing page's, or the shop's own.</summary>
    public string? ReferrerDomain { get; init; }

    /// <summary>The values that are not as they were found.</summary>
    public IReadOnlyList<CleanedValue> Cleaned { get; init; } = [];

    /// <summary>The five UTM values.</summary>
    internal UtmTuple Utm
    {
        get => new(UtmSource, UtmMedium, UtmCampaign, UtmContent, UtmTerm);
        init => (UtmSource, UtmMedium, UtmCampaign, UtmContent, UtmTerm) = (value.Source, value.Medium, value.Campaign, value.Content, value.Term);
    }

    /// <summary>Whether any UTM value or a click id is there.</summary>
    internal bool HasCampaignSignal => Utm != default || ClickId is not null;
}
