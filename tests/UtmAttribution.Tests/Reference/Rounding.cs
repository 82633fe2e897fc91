using System.Globalization;
using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>Division, shares and the canonical text of numbers.</summary>
internal static class Rounding
{
    private static readonly BigInteger LargestRatio = BigInteger.Pow(10, 18);

    /// <summary>The quotient, rounded half away from zero.</summary>
    public static BigInteger Divide(BigInteger dividend, BigInteger divisor)
    {
        var doubled = 2 * BigInteger.Abs(dividend) + BigInteger.Abs(divisor);
        return doubled / (2 * BigInteger.Abs(divisor)) * dividend.Sign * divisor.Sign;
    }

    /// <summary>The amount shared by cumulative rounding: ⌊V·Uᵢ/Uₙ⌋ − ⌊V·Uᵢ₋₁/Uₙ⌋.</summary>
    public static BigInteger[] Share(BigInteger amount, IReadOnlyList<BigInteger> units)
    {
        var total = units.Aggregate(BigInteger.Zero, (sum, u) => sum + u);
        var shares = new BigInteger[units.Count];
        BigInteger running = 0, given = 0;
        for (var i = 0; i < units.Count; i++)
        {
            running += units[i];
            var upTo = amount * running / total;
            shares[i] = upTo - given;
            given = upTo;
        }
        return shares;
    }

    /// <summary>A ratio as DECIMAL(18,4): 0 where the divisor is 0, NULL where it does not fit.</summary>
    public static string? Ratio(BigInteger dividend, BigInteger divisor)
    {
        if (divisor.IsZero)
            return "0.0000";
        var rounded = Divide(dividend * 10_000, divisor);
        return BigInteger.Abs(rounded) < LargestRatio ? Format(rounded, 4) : null;
    }

    /// <summary>A number of units of 10^−decimals, written with that many decimals.</summary>
    public static string Format(BigInteger units, int decimals)
    {
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return $"{(units.Sign < 0 ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    public static string Format(long whole) => whole.ToString(CultureInfo.InvariantCulture);
}
