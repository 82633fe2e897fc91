using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Reads the server's binary numbers: as integers where they fit, else as the text that the server shows.</summary>
internal static class BinaryNumber
{
    private const ushort Negative = 0x4000;
    private const ushort NotANumber = 0xC000;
    private const ushort Infinity = 0xD000;
    private const ushort MinusInfinity = 0xF000;
    private const int DigitsPerGroup = 4;
    private const int MostDigits = 18;
    private static readonly int[] Powers = [1, 10, 100, 1_000];

    /// <summary>A <c>numeric</c> as one integer of so many digits behind the point, where it has at most 18 digits.</summary>
    /// <param name="value">Its bytes, as for <see cref="Numeric"/>.</param>
    /// <param name="number">All its digits.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    public static bool TryScaled(ReadOnlySpan<byte> value, out long number, out int scale)
    {
        var weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        (number, scale) = (0, BinaryPrimitives.ReadUInt16BigEndian(value[6..]));
        if (sign is not (0 or Negative) || (DigitsPerGroup * Math.Max(weight + 1, 0)) + scale > MostDigits)
            return false;
        var groups = value[8..];
        for (var group = 0; group <= weight; group++)
            number = (number * 10_000) + Group(groups, group);
        var left = scale;
        for (var group = weight + 1; left > 0; group++)
        {
            // Groups behind the point are counted from -1; the last one may have fewer digits.
            var power = left >= DigitsPerGroup ? 10_000 : Powers[left];
            number = (number * power) + (Group(groups, group) / (10_000 / power));
            left -= DigitsPerGroup;
        }
        number = sign == Negative ? -number : number;
        return true;
    }

    /// <summary>A <c>numeric</c> of any length as text.</summary>
    /// <param name="value">Its bytes: count of groups, weight of the first, sign, digits behind the point, groups.</param>
    /// <param name="text">The text; grows where it is too short.</param>
    /// <returns>The text's length.</returns>
    public static int Numeric(ReadOnlySpan<byte> value, ref byte[] text)
    {
        var groups = value[8..];
        var weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        int scale = BinaryPrimitives.ReadUInt16BigEndian(value[6..]);
        switch (sign)
        {
            case NotANumber:
                return Ascii("NaN"u8, ref text);
            case Infinity:
                return Ascii("Infinity"u8, ref text);
            case MinusInfinity:
                return Ascii("-Infinity"u8, ref text);
        }

        Reserve(ref text, 3 + (DigitsPerGroup * (Math.Max((int)weight, 0) + 1)) + scale + DigitsPerGroup);
        var length = 0;
        if (sign == Negative)
            text[length++] = (byte)'-';
        var first = length;
        for (var group = 0; group <= weight; group++)
            length = Digits(text, length, Group(groups, group), isFirst: length == first);
        if (length == first)
            text[length++] = (byte)'0';
        if (scale == 0)
            return length;
        text[length++] = (byte)'.';
        var end = length + scale;
        for (var group = weight + 1; length < end; group++)
            length = Digits(text, length, Group(groups, group), isFirst: false);
        return end;
    }

    /// <summary>An integer of 2, 4 or 8 bytes.</summary>
    public static long Integer(ReadOnlySpan<byte> value) => value.Length switch
    {
        2 => BinaryPrimitives.ReadInt16BigEndian(value),
        4 => BinaryPrimitives.ReadInt32BigEndian(value),
        _ => BinaryPrimitives.ReadInt64BigEndian(value),
    };

    /// <summary>A single or double; a whole number without point and exponent where it is an id.</summary>
    /// <param name="value">4 or 8 bytes.</param>
    /// <param name="isId">Whether it is an id.</param>
    /// <param name="text">The text; grows where it is too short.</param>
    public static int Float(ReadOnlySpan<byte> value, bool isId, ref byte[] text)
    {
        var number = value.Length == sizeof(float) ? AsWritten(BinaryPrimitives.ReadSingleBigEndian(value)) : BinaryPrimitives.ReadDoubleBigEndian(value);
        var shown = isId && double.IsInteger(number) ? new BigInteger(number).ToString(CultureInfo.InvariantCulture) : NumberText.Of(number);
        return Ascii(Encoding.ASCII.GetBytes(shown), ref text);
    }

    // The double that is written as the single is: 0.1, not 0.10000000149.
    private static double AsWritten(float single) =>
        float.IsFinite(single) ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : single;

    private static int Group(ReadOnlySpan<byte> groups, int index) =>
        index >= 0 && index * 2 < groups.Length ? BinaryPrimitives.ReadInt16BigEndian(groups[(index * 2)..]) : 0;

    // Four digits; of the first group only those that count.
    private static int Digits(byte[] text, int at, int group, bool isFirst)
    {
        var started = !isFirst;
        for (var power = 1000; power > 0; power /= 10)
        {
            var digit = group / power % 10;
            started |= digit != 0;
            if (started)
                text[at++] = (byte)('0' + digit);
        }
        return at;
    }

    private static int Ascii(ReadOnlySpan<byte> word, ref byte[] text)
    {
        Reserve(ref text, word.Length);
        word.CopyTo(text);
        return word.Length;
    }

    private static void Reserve(ref byte[] text, int length)
    {
        if (text.Length < length)
            text = new byte[Math.Max(length, text.Length * 2)];
    }
}
