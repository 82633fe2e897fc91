namespace UtmAttribution.Cli.Explaining;

/// <summary>A session of the order's visitor that starts in the lookback.</summary>
internal sealed record ExplainedSession
{
    /// <summary>Its place, from 1, oldest first.</summary>
    public required int Number { get; init; }

    /// <summary>Its id.</summary>
    public required long SessionId { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The same in the reporting zone.</summary>
    public required DateTimeOffset StartedAtLocal { get; init; }

    /// <summary>Its last visit, in UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Whole seconds from its start to the order.</summary>
    public required long AgeSeconds { get; init; }

    /// <summary>How many visits it has.</summary>
    public required long PageviewsCount { get; init; }

    /// <summary>Why it began: <c>first</c>, <c>timeout</c>, <c>new_date</c>, <c>new_campaign</c>, or <c>own</c> for one without a visit; null where that is not known.</summary>
    public string? Began { get; init; }

    /// <summary>The same for a person.</summary>
    public string? BeganBecause { get; init; }

    /// <summary>Which tier of touchpoints it belongs to, 1 to 3; null where the order does not count, or only published data were looked at.</summary>
    public int? Tier { get; init; }

    /// <summary>Whether it may take credit for the order: its tier is the best of the order's.</summary>
    public bool? IsTouchpoint { get; init; }

    /// <summary>Where its visit with the best evidence was found.</summary>
    public required string DataSource { get; init; }

    /// <summary>Its channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Its sub-channel.</summary>
    public string? SubChannel { get; init; }

    /// <summary>The channel rules that it meets, the one that fires first, and the next best; none where no rule is asked, or none is met.</summary>
    public IReadOnlyList<AppliedRule> Rules { get; init; } = [];

    /// <summary>Its UTM values.</summary>
    public string? UtmSource { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmMedium { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmCampaign { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmContent { get; init; }

    /// <inheritdoc cref="UtmSource"/>
    public string? UtmTerm { get; init; }

    /// <summary>The name of its click id.</summary>
    public string? ClickId { get; init; }

    /// <summary>The click id's value.</summary>
    public string? ClickIdValue { get; init; }

    /// <summary>Its landing page.</summary>
    public string? LandingPageUrl { get; init; }

    /// <summary>Its referrer.</summary>
    public string? ReferrerUrl { get; init; }

    /// <summary>The referrer's domain.</summary>
    public string? ReferrerDomain { get; init; }

    /// <summary>What gave campaign, ad set and ad, as in <c>utm_sessions</c>.</summary>
    public required string IdMatch { get; init; }

    /// <summary>The same for a person.</summary>
    public required string IdMatchBecause { get; init; }

    /// <summary>The campaign, ad set and ad.</summary>
    public string? CampaignId { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? CampaignName { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? AdsetId { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? AdsetName { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? AdId { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? AdName { get; init; }

    /// <summary>Its visits, in order; null where only published data were looked at.</summary>
    public IReadOnlyList<SessionVisit>? Visits { get; init; }
}

/// <summary>A visit of a session.</summary>
/// <param name="VisitedAt">Its time, in UTC.</param>
/// <param name="DataSource">Where it was found.</param>
/// <param name="IsRepeat">Whether it is the same visit as the one before, listed again.</param>
/// <param name="OrderIds">The orders that tell of a visit of the visitor at this time.</param>
internal sealed record SessionVisit(DateTimeOffset VisitedAt, string DataSource, bool IsRepeat, IReadOnlyList<string> OrderIds);

/// <summary>A channel rule that a session meets.</summary>
internal sealed record AppliedRule(
    long Rule, long Priority, string Channel, string? SubChannel, string? ChannelCategory, string? Platform, IReadOnlyList<Channels.MetCondition> Because);
