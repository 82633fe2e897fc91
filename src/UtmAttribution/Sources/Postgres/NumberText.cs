using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Writes binary numbers as text, digit by digit as the server shows them.</summary>
internal static class NumberText
{
    private const ushort Negative = 0x4000;
    private const ushort NotANumber = 0xC000;
    private const ushort Infinity = 0xD000;
    private const ushort MinusInfinity = 0xF000;
    private const int DigitsPerGroup = 4;

    /// <summary>A <c>numeric</c>.</summary>
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
    public static int Integer(ReadOnlySpan<byte> value, ref byte[] text)
    {
        Reserve(ref text, 20);
        Integer(value).TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>An integer of 2, 4 or 8 bytes.</summary>
    public static long Integer(ReadOnlySpan<byte> value) => value.Length switch
    {
        2 => BinaryPrimitives.ReadInt16BigEndian(value),
        4 => BinaryPrimitives.ReadInt32BigEndian(value),
        _ => BinaryPrimitives.ReadInt64BigEndian(value),
    };

    /// <summary>A single or double: the shortest text that gives it again, as the engine shows the same one from a file.</summary>
    /// <param name="value">4 or 8 bytes.</param>
    /// <param name="wholeAsDigits">Whether a whole number is written without point and exponent, as an id.</param>
    /// <param name="text">The text; grows where it is too short.</param>
    public static int Float(ReadOnlySpan<byte> value, bool wholeAsDigits, ref byte[] text)
    {
        var isSingle = value.Length == sizeof(float);
        var number = isSingle ? BinaryPrimitives.ReadSingleBigEndian(value) : BinaryPrimitives.ReadDoubleBigEndian(value);
        string shown;
        if (wholeAsDigits && double.IsInteger(number))
            shown = new BigInteger(number).ToString(CultureInfo.InvariantCulture);
        else if (!double.IsFinite(number))
            shown = (double.IsNegative(number) ? "-" : "") + (double.IsNaN(number) ? "nan" : "inf");
        else
            shown = WithPoint((isSingle ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture)).ToLowerInvariant());
        Reserve(ref text, shown.Length);
        for (var i = 0; i < shown.Length; i++)
            text[i] = (byte)shown[i];
        return shown.Length;
    }

    private static string WithPoint(string shown) => shown.AsSpan().IndexOfAny('.', 'e') < 0 ? $"{shown}.0" : shown;

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
