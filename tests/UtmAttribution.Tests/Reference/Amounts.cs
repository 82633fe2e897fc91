using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>Ratios of money in units of 10⁻⁴, weights in units of 10⁻⁸ and counts.</summary>
internal static class Amounts
{
    public static string? PerCount(BigInteger money, BigInteger count) => Rounding.Ratio(money, count * 10_000);

    /// <summary>In percent of the revenue; where that is 0, of the orders.</summary>
    public static string? AttributionRate(
        BigInteger attributedRevenue, BigInteger revenue, BigInteger attributedOrders, BigInteger orders) =>
        revenue.IsZero
            ? Rounding.Ratio(attributedOrders * 100, orders * 100_000_000)
            : Rounding.Ratio(attributedRevenue * 100, revenue);
}
