using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>
/// Writes numbers so that equal ones have equal bytes, whether the source has them as integers, decimals, doubles or text. A
/// double counts as the decimal that it shows as.
/// </summary>
internal static class NumberHash
{
    private const byte Short = 1;
    private const byte Double = 2;
    private const byte Exact = 3;
    private const int LongestText = 32;

    // What a double of four decimals can be found by, and what it can't lose a digit of.
    private const int ShortScale = 4;
    private const int ShortPower = 11;
    private const long DoubleDigits = 1_000_000_000_000_000;

    // All of them are doubles.
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 19).Select(exponent => (double)BigInteger.Pow(10, exponent))];

    /// <summary>Writes a value where it is a number.</summary>
    /// <returns>False where it is none; then nothing is written.</returns>
    public static bool TryWrite(ArrayBufferWriter<byte> target, TableReader reader, int column)
    {
        if (SourceValue.TryShortAmount(reader, column, out var amount))
        {
            var (coefficient, scale) = amount.Shortest();
            if (scale <= ShortScale && new ShortAmount(coefficient, scale).IsLessThanPower(ShortPower))
                Write(target, Short, coefficient, (byte)scale);
            else if (coefficient < DoubleDigits)
                Write(target, Double, BitConverter.DoubleToInt64Bits(coefficient / PowersOfTen[scale]), 0);
            else if (!TryWriteShown(target, reader, column))
                Write(target, new Amount(coefficient, scale));
            return true;
        }
        if (reader.Kind(column) == ValueKind.FloatingNumber && BitConverter.Int64BitsToDouble(reader.Number(column)) is >= 0 and < double.PositiveInfinity)
        {
            Write(target, Double, reader.Number(column), 0);
            return true;
        }
        if (!SourceValue.TryAmount(reader, column, out var any) || any is not { } number)
            return false;
        Write(target, number);
        return true;
    }

    // Text that a double of its own shows as stands for that double.
    private static bool TryWriteShown(ArrayBufferWriter<byte> target, TableReader reader, int column)
    {
        if (reader.Kind(column) != ValueKind.Text)
            return false;
        Span<byte> shown = stackalloc byte[LongestText];
        var text = reader.Text(column);
        if (!Utf8Parser.TryParse(text, out double number, out var read) || read != text.Length
            || !number.TryFormat(shown, out var length, "R", CultureInfo.InvariantCulture) || !shown[..length].SequenceEqual(text))
            return false;
        Write(target, Double, BitConverter.DoubleToInt64Bits(number), 0);
        return true;
    }

    private static void Write(ArrayBufferWriter<byte> target, Amount number)
    {
        var (coefficient, scale) = (number.Coefficient, number.Scale);
        if (scale < 0) // 1.5e3 is 1500.
            (coefficient, scale) = (coefficient * BigInteger.Pow(10, -scale), 0);
        while (scale > 0 && (coefficient % 10).IsZero)
            (coefficient, scale) = (coefficient / 10, scale - 1);
        if (coefficient.Sign >= 0 && scale <= ShortScale && coefficient < BigInteger.Pow(10, ShortPower + scale))
        {
            Write(target, Short, (long)coefficient, (byte)scale);
            return;
        }
        var nearest = double.Parse($"{coefficient}e-{scale}", NumberStyles.Float, CultureInfo.InvariantCulture);
        if (coefficient.Sign >= 0 && double.IsFinite(nearest)
            && Amount.TryParse(Encoding.UTF8.GetBytes(NumberText.Of(nearest)), out var shown) && AreEqual(shown, new Amount(coefficient, scale)))
        {
            Write(target, Double, BitConverter.DoubleToInt64Bits(nearest), 0);
            return;
        }
        Write(target, Exact, scale, 0);
        target.Write(coefficient.ToByteArray());
    }

    private static bool AreEqual(Amount one, Amount other) => !one.IsLessThan(other) && !other.IsLessThan(one);

    private static void Write(ArrayBufferWriter<byte> target, byte kind, long number, byte scale)
    {
        var bytes = target.GetSpan(10);
        bytes[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], number);
        bytes[9] = scale;
        target.Advance(10);
    }
}
