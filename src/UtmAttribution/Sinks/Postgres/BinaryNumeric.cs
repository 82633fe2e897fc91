using System.Buffers.Binary;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// PostgreSQL's binary numeric of a scaled integer: the number of digits, the weight of the first, the sign, the scale, then the
/// digits to base 10,000 without zeros at either end.
/// </summary>
internal static class BinaryNumeric
{
    /// <summary>Decimal digits in one of base 10,000.</summary>
    public const int DigitWidth = 4;

    /// <summary>Bytes of a value at most.</summary>
    public const int MostBytes = HeadBytes + (2 * MostDigits);

    private const int Base = 10_000;
    private const int MostDigits = 5;
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
        // The digit that is the last after the point, where it is not zero.
        var weight = -(scale / DigitWidth);
        Span<short> digits = stackalloc short[MostDigits];
        var count = 0;
        for (; rest != 0; weight++)
        {
            var digit = (short)(rest % Base);
            rest /= Base;
            if (count > 0 || digit != 0)
                digits[count++] = digit;
        }

        BinaryPrimitives.WriteInt16BigEndian(to, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(count == 0 ? 0 : weight - 1));
        BinaryPrimitives.WriteInt16BigEndian(to[4..], value < 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(to[6..], (short)scale);
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt16BigEndian(to[(HeadBytes + (2 * i))..], digits[count - 1 - i]);
        return HeadBytes + (2 * count);
    }
}
