using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Where the columns of <see cref="SourceTable.ShopifyOrders"/> are.</summary>
internal static class OrderColumns
{
    public const int OrderId = 0;
    public const int OrderName = 1;
    public const int CreatedAt = 2;
    public const int UpdatedAt = 3;
    public const int CancelledAt = 4;
    public const int Test = 5;
    public const int TotalPriceAmount = 6;
    public const int TotalPriceCurrency = 7;
    public const int TotalRefundedAmount = 8;
    public const int CustomerId = 9;
    public const int CustomerReferrerUrl = 10;
    public const int LandingPageUrl = 11;
    public const int CustomerUtmSource = 12;
    public const int CustomerUtmMedium = 13;
    public const int CustomerUtmCampaign = 14;
    public const int CustomerUtmContent = 15;
    public const int CustomerUtmTerm = 16;
    public const int CustomerJourney = 17;
    public const int CustomAttributes = 18;
}
