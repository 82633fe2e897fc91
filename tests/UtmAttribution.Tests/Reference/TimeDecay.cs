using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>max(1, ⌊2³⁰ · 2^(−d/half-life)⌋), exact where a double is too near a whole number to tell.</summary>
internal static class TimeDecay
{
    private const int Bits = 160;
    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger[] Roots = NegativePowers();

    public static BigInteger Units(long distance, long halfLife)
    {
        var near = Math.Pow(2, 30 - (double)distance / halfLife);
        var clear = Math.Abs(near - Math.Round(near)) > 1e-4;
        return BigInteger.Max(1, clear ? (BigInteger)Math.Floor(near) : ExactFloor(distance, halfLife));
    }

    /// <summary>2^(30 − whole) · ∏ 2^(−2^−k) over the binary digits of the fraction, in fixed point.</summary>
    internal static BigInteger ExactFloor(long distance, long halfLife)
    {
        var (whole, rest) = Math.DivRem(distance, halfLife);
        if (whole > 30)
            return 0;
        var value = One;
        BigInteger fraction = rest;
        for (var k = 0; k < Roots.Length && !fraction.IsZero; k++)
        {
            fraction *= 2;
            if (fraction < halfLife)
                continue;
            fraction -= halfLife;
            value = value * Roots[k] >> Bits;
        }
        return value << 30 >> (int)whole >> Bits;
    }

    // 2^(−1/2), 2^(−1/4), … by repeated square roots.
    private static BigInteger[] NegativePowers()
    {
        var roots = new BigInteger[140];
        var power = One / 2;
        for (var k = 0; k < roots.Length; k++)
            roots[k] = power = SquareRoot(power << Bits);
        return roots;
    }

    private static BigInteger SquareRoot(BigInteger value)
    {
        var root = BigInteger.One << (int)(value.GetBitLength() / 2 + 1);
        while (true)
        {
            var next = (root + value / root) / 2;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
