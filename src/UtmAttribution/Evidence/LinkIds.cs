namespace UtmAttribution.Evidence;

/// <summary>
/// The ids of ad, ad set and campaign that a landing page names beside its UTM values, the more trusted parameter of each
/// level first; only values of digits alone can be ids.
/// </summary>
internal readonly record struct LinkIds(
    string? Ad, string? OtherAd, string? Adset, string? OtherAdset, string? Campaign, string? SecondCampaign, string? ThirdCampaign)
{
    /// <summary>Keeps what can be an id.</summary>
    public static LinkIds Of(
        string? hsaAd, string? adId, string? hsaGroup, string? adsetId, string? utmId, string? hsaCampaign, string? campaignId) =>
        new(Digits(hsaAd), Digits(adId), Digits(hsaGroup), Digits(adsetId), Digits(utmId), Digits(hsaCampaign), Digits(campaignId));

    /// <summary>The value where it consists of ASCII digits alone, else null.</summary>
    public static string? Digits(string? value) =>
        value is not null && !value.AsSpan().ContainsAnyExceptInRange('0', '9') ? value : null;
}
