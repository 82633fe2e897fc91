using UtmAttribution.Cleaning;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>One arrival of a visitor.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Utm">Its campaign.</param>
/// <param name="ClickId">Its click id as <c>name=value</c>.</param>
/// <param name="Page">Where it landed.</param>
/// <param name="Referrer">Where it came from.</param>
internal sealed record ShopVisit(DateTime At, CampaignValues Utm, string? ClickId, string? Page, string? Referrer)
{
    /// <summary>Whether a campaign can be told from it.</summary>
    public bool HasSignal => ClickId is not null || !Utm.IsEmpty;

    /// <summary>Whether it came from another site.</summary>
    public bool HasReferrer { get; } = Url.Host(Referrer) is { } host && host != Url.Host(Page);

    /// <summary>The visit with what its page adds to values that were given elsewhere.</summary>
    public static ShopVisit Of(DateTime at, CampaignValues utm, string? clickId, string? page, string? referrer)
    {
        var query = PageQuery.Of(page);
        return new(at, utm.FilledFrom(query.Utm), clickId ?? query.ClickId, page, referrer);
    }
}
