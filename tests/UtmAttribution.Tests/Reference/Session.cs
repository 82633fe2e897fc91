namespace UtmAttribution.Tests.Reference;

/// <summary>The grain of the hourly datasets.</summary>
internal sealed record Dimensions(
    string? CampaignId, string? CampaignName, string? AdsetId, string? AdsetName, string? AdId, string? AdName,
    string? UtmSource, string? UtmMedium, string? UtmCampaign, string? UtmContent, string? UtmTerm, string? Channel, string? SubChannel)
{
    public const string Columns = "campaign_id campaign_name adset_id adset_name ad_id ad_name " +
        "utm_source utm_medium utm_campaign utm_content utm_term channel sub_channel";

    public string?[] Values =>
    [
        CampaignId, CampaignName, AdsetId, AdsetName, AdId, AdName,
        UtmSource, UtmMedium, UtmCampaign, UtmContent, UtmTerm, Channel, SubChannel,
    ];
}

/// <summary>Consecutive visits of one visitor, or a conversion's own session where it has none.</summary>
internal sealed class Session
{
    public required string Visitor { get; init; }
    public required string Token { get; init; }
    public required long Start { get; init; }
    public required int Day { get; init; }
    public required Utm Utm { get; init; }
    public required ClickId? Click { get; init; }
    public required string? LandingPage { get; init; }
    public required string? Referrer { get; init; }
    public required string? ReferrerDomain { get; init; }
    public required string DataSource { get; init; }

    /// <summary>Whether it is made of visits.</summary>
    public required bool Observed { get; init; }
    public required long End { get; set; }
    public required int Visits { get; set; }

    public long Id => Convert.ToInt64(Token[..15], 16);

    public string? CustomerId => Visitor.StartsWith("c:", StringComparison.Ordinal) ? Visitor[2..] : null;

    public bool HasSignal => Utm.Any || Click is not null;

    public long Seconds => (End - Start) / Times.MicrosPerSecond;

    // What is known once the ids and the channel are found.
    public Ids Ids { get; set; } = null!;
    public Channel Channel { get; set; } = null!;
    public Dimensions Dimensions { get; set; } = null!;

    /// <summary>The value of the orders whose last_click credit it takes, in minor units; null where there is none.</summary>
    public long? ConversionValue { get; set; }
}
