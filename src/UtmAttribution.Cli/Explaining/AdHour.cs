namespace UtmAttribution.Cli.Explaining;

/// <summary>A row of <c>utm_ad_hourly_performance</c> with the hour, campaign and ad of an order.</summary>
internal sealed record AdHour
{
    /// <summary>The date, in the ad account's own zone where it has one.</summary>
    public required DateOnly DateStart { get; init; }

    /// <summary>The hour there, 0 to 23.</summary>
    public required int HourStart { get; init; }

    /// <summary>The campaign and the ad.</summary>
    public required string CampaignId { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? CampaignName { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public required string AdId { get; init; }

    /// <inheritdoc cref="CampaignId"/>
    public string? AdName { get; init; }

    /// <summary>The row's channel and UTM values: several rows may share an ad's hour.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc cref="Channel"/>
    public string? UtmSource { get; init; }

    /// <inheritdoc cref="Channel"/>
    public string? UtmCampaign { get; init; }

    /// <summary><c>matched</c>, <c>utm_only</c> (no ad of that id was shown in the hour) or <c>ads_only</c>.</summary>
    public required string DataMatchStatus { get; init; }

    /// <summary>Impressions.</summary>
    public required long AdImpressions { get; init; }

    /// <summary>Clicks.</summary>
    public required long AdClicks { get; init; }

    /// <summary>The row's share of the ad-hour's spend.</summary>
    public required decimal AdSpend { get; init; }

    /// <summary>Sessions that started in the hour.</summary>
    public required long UtmSessions { get; init; }

    /// <summary>Orders placed in the hour.</summary>
    public required long UtmOrders { get; init; }

    /// <summary>What these are worth.</summary>
    public required decimal UtmRevenue { get; init; }

    /// <summary>The revenue that the primary model gives to the campaign in the hour.</summary>
    public required decimal AttributedRevenue { get; init; }

    /// <summary>Attributed revenue over spend.</summary>
    public required decimal? Roas { get; init; }
}
