using System.Buffers.Binary;
using System.Numerics;

namespace UtmAttribution.Postgres;

/// <summary>
/// PostgreSQL's binary numeric of a scaled integer: the number of digits, the weight of the first, the sign, the scale, then the
/// digits to base 10,000 without zeros at either end.
/// </summary>
internal static class BinaryNumeric
{
    /// <summary>Decimal digits in one of base 10,000.</summary>
    public const int DigitWidth = 4;

    /// <summary>Decimal digits of a value that <see cref="MostBytes"/> are enough for, whatever its scale.</summary>
    public const int MostFixedPrecision = 18;

    /// <summary>Bytes of a value at most.</summary>
    public const int MostBytes = HeadBytes + (2 * MostDigits);

    /// <summary>Bytes of a value of up to 38 digits at most.</summary>
    public const int MostWideBytes = HeadBytes + (2 * MostWideDigits);

    private const int Base = 10_000;
    private const int MostWideDigits = 11;
    private const int MostDigits = 6;
    private const int HeadBytes = 8;
    private const short Negative = 0x4000;

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value × 10 to the power of <paramref name="scale"/>.</param>
    /// <param name="scale">Digits after the point, a multiple of <see cref="DigitWidth"/>.</param>
    /// <param name="to">Where to.</param>
    /// <returns>Its bytes.</returns>
    public static int Write(long value, int scale, Span<byte> to)
    {
        var rest = (ulong)Math.Abs(value);
        Span<short> digits = stackalloc short[MostDigits];
        // The digit that is the last after the point, where it is not zero.
        var weight = -(scale / DigitWidth);
        var count = 0;
        for (; rest != 0; weight++)
        {
            var digit = (short)(rest % Base);
            rest /= Base;
            if (count > 0 || digit != 0)
                digits[count++] = digit;
        }

        return Write(digits[..count], weight - 1, value < 0, scale, to);
    }

    /// <summary>The same for any value and scale.</summary>
    public static int WriteWide(Int128 value, int scale, Span<byte> to)
    {
        var padding = (DigitWidth - (scale % DigitWidth)) % DigitWidth;
        var rest = BigInteger.Abs(value) * BigInteger.Pow(10, padding);
        Span<short> digits = stackalloc short[MostWideDigits];
        var weight = -((scale + padding) / DigitWidth);
        var count = 0;
        for (; !rest.IsZero; weight++)
        {
            (rest, var digit) = BigInteger.DivRem(rest, Base);
            if (count > 0 || !digit.IsZero)
                digits[count++] = (short)digit;
        }

        return Write(digits[..count], weight - 1, value < 0, scale, to);
    }

    // The last digit stands first.
    private static int Write(ReadOnlySpan<short> digits, int weight, bool isNegative, int scale, Span<byte> to)
    {
        BinaryPrimitives.WriteInt16BigEndian(to, (short)digits.Length);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(digits.IsEmpty ? 0 : weight));
        BinaryPrimitives.WriteInt16BigEndian(to[4..], isNegative ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(to[6..], (short)scale);
        for (var i = 0; i < digits.Length; i++)
            BinaryPrimitives.WriteInt16BigEndian(to[(HeadBytes + (2 * i))..], digits[digits.Length - 1 - i]);
        return HeadBytes + (2 * digits.Length);
    }
}
