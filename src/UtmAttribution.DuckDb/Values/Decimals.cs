using System.Numerics;

namespace UtmAttribution.DuckDb.Values;

/// <summary>Decimals between DuckDB's scaled integers (38 digits) and .NET's (96 bits, scale up to 28).</summary>
internal static class Decimals
{
    private const int GreatestScale = 28;
    private static readonly UInt128 GreatestMantissa = (UInt128.One << 96) - 1;

    /// <exception cref="OverflowException">The value has more digits than .NET's decimal holds.</exception>
    internal static decimal FromScaled(Int128 value, int scale)
    {
        var magnitude = (UInt128)Int128.Abs(value);
        var digits = scale;
        while ((magnitude > GreatestMantissa || digits > GreatestScale) && digits > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            digits--;
        }

        if (magnitude > GreatestMantissa || digits > GreatestScale)
        {
            throw new OverflowException(
                $"The DECIMAL {Text(value, scale)} has more digits than .NET's decimal holds. Read the scaled integer as Int128 instead, or cast it in the query.");
        }

        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), value < 0, (byte)digits);
    }

    /// <summary>The scaled integer, with the least precision that holds it.</summary>
    internal static (Int128 Value, int Precision, int Scale) ToScaled(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scale = (bits[3] >> 16) & 0xFF;
        var digits = 1;
        for (var rest = magnitude / 10; rest != 0; rest /= 10)
            digits++;
        return (value < 0 ? -(Int128)magnitude : (Int128)magnitude, Math.Max(digits, scale), scale);
    }

    internal static string Text(Int128 value, int scale)
    {
        var digits = ((UInt128)Int128.Abs(value)).ToString().PadLeft(scale + 1, '0');
        return (value < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    /// <summary>BIGNUM's bytes: a header of 3 bytes, then the magnitude, highest byte first; all inverted when negative.</summary>
    internal static BigInteger BigNum(ReadOnlySpan<byte> bytes)
    {
        var negative = (bytes[0] & 0x80) == 0;
        Span<byte> magnitude = bytes[3..].ToArray();
        if (negative)
        {
            for (var i = 0; i < magnitude.Length; i++)
                magnitude[i] = (byte)~magnitude[i];
        }

        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return negative ? -value : value;
    }
}
