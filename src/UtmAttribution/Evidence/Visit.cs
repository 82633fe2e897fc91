namespace UtmAttribution.Evidence;

/// <summary>Where a visit was found; the better evidence has the smaller number.</summary>
internal enum DataSource : byte
{
    /// <summary>A moment of the order's customer journey.</summary>
    CustomerJourney = 1,

    /// <summary>The order's custom attributes.</summary>
    CustomAttributes = 2,

    /// <summary>The order's <c>customer_utm_*</c> columns.</summary>
    CustomerUtm = 3,

    /// <summary>The order's landing page or referrer.</summary>
    Order = 4,
}

/// <summary>One visit, its texts as numbers of the <see cref="EvidenceDictionary"/>; 0 is none.</summary>
/// <param name="At">Microseconds since 1970-01-01 UTC.</param>
/// <param name="Utm">The UTM values.</param>
/// <param name="Click">The click id.</param>
/// <param name="Page">The landing page.</param>
/// <param name="PageHash">What equal landing pages share.</param>
/// <param name="Link">The ids in the landing page's query.</param>
/// <param name="Referrer">The referrer.</param>
/// <param name="HasReferrerDomain">Whether the referrer has a domain that is neither the landing page's nor the shop's own.</param>
/// <param name="Source">Where the visit was found.</param>
internal readonly record struct Visit(
    long At, int Utm, Click Click, int Page, long PageHash, int Link, int Referrer, bool HasReferrerDomain, DataSource Source)
{
    /// <summary>Whether any UTM value or a click id is there.</summary>
    public bool HasCampaignSignal => Utm != 0 || Click != default;
}
