using System.Buffers.Binary;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Postgres;

/// <summary>One value as PostgreSQL's binary COPY has it, its length before it.</summary>
internal static class CopyValue
{
    /// <summary>Bytes of a length.</summary>
    public const int LengthBytes = 4;

    /// <summary>Bytes that a value which is no text takes at most.</summary>
    public const int MostFixedBytes = LengthBytes + BinaryNumeric.MostBytes;

    /// <summary>Bytes of a UUID.</summary>
    public const int UuidBytes = 16;

    /// <summary>Days from 1970-01-01 to 2000-01-01, which dates count from; the extremes are the infinities.</summary>
    public const int EpochDays = 10_957;

    /// <summary>Microseconds from 1970-01-01 to 2000-01-01, which times count from; the extremes are the infinities.</summary>
    public const long EpochMicroseconds = EpochDays * 86_400_000_000L;

    private static readonly UInt128 HighestBit = UInt128.One << 127;

    /// <summary>NULL.</summary>
    public static readonly byte[] Null = [0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>A value of a vector that is not NULL, no text and no decimal of more than 18 digits, in the engine's raw form.</summary>
    public static long Raw(DuckDBColumn column, in DuckDBVector vector, int row) => column.Type switch
    {
        DuckDBType.Boolean or DuckDBType.TinyInt => vector.Value<sbyte>(row),
        DuckDBType.Integer or DuckDBType.Date => vector.Value<int>(row),
        DuckDBType.Decimal when column.Precision <= 4 => vector.Value<short>(row),
        DuckDBType.Decimal when column.Precision <= 9 => vector.Value<int>(row),
        _ => vector.Value<long>(row),
    };

    /// <summary>A UUID of the engine as the number that its digits make, or back: the engine turns the highest bit, so that numbers sort as texts do.</summary>
    public static UInt128 Uuid(UInt128 turned) => turned ^ HighestBit;

    /// <summary>Writes a value that is not NULL and no text.</summary>
    /// <returns>Its bytes with the length.</returns>
    /// <exception cref="NotSupportedException">It is of a type that no table here has.</exception>
    public static int WriteFixed(DuckDBColumn column, long raw, Span<byte> to)
    {
        var value = to[LengthBytes..];
        var length = 0;
        switch (column.Type)
        {
            case DuckDBType.Boolean:
                value[0] = (byte)raw;
                length = 1;
                break;
            case DuckDBType.TinyInt:
                BinaryPrimitives.WriteInt16BigEndian(value, (sbyte)raw);
                length = 2;
                break;
            case DuckDBType.Integer:
                BinaryPrimitives.WriteInt32BigEndian(value, (int)raw);
                length = 4;
                break;
            case DuckDBType.Date:
                BinaryPrimitives.WriteInt32BigEndian(value, raw == int.MaxValue ? int.MaxValue : raw == -int.MaxValue ? int.MinValue : (int)raw - EpochDays);
                length = 4;
                break;
            case DuckDBType.BigInt or DuckDBType.Double:
                BinaryPrimitives.WriteInt64BigEndian(value, raw);
                length = 8;
                break;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz:
                BinaryPrimitives.WriteInt64BigEndian(value, raw == long.MaxValue ? raw : raw == -long.MaxValue ? long.MinValue : raw - EpochMicroseconds);
                length = 8;
                break;
            case DuckDBType.Decimal when column.Scale % BinaryNumeric.DigitWidth == 0:
                length = BinaryNumeric.Write(raw, column.Scale!.Value, value);
                break;
            case DuckDBType.Decimal when column.Precision <= BinaryNumeric.MostFixedPrecision:
                length = BinaryNumeric.WriteWide(raw, column.Scale!.Value, value);
                break;
            default:
                throw new NotSupportedException($"Column '{column.Name}' is {column.SqlType}, which can't be written to PostgreSQL.");
        }

        BinaryPrimitives.WriteInt32BigEndian(to, length);
        return LengthBytes + length;
    }

    /// <summary>Writes a text, without U+0000: PostgreSQL's texts have every character but that.</summary>
    /// <returns>Its bytes with the length.</returns>
    public static int WriteText(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var length = text.Length;
        if (text.Contains((byte)0))
            length = CopyWithoutZeros(text, to[LengthBytes..]);
        else
            text.CopyTo(to[LengthBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        return LengthBytes + length;
    }

    private static int CopyWithoutZeros(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (letter != 0)
                to[length++] = letter;
        }

        return length;
    }
}
