using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>Appends values of a server's binary COPY to a table of the embedded engine.</summary>
internal static class ServerValue
{
    /// <summary>Appends a value that is not NULL.</summary>
    /// <param name="appender">Takes it.</param>
    /// <param name="column">Its place in the row.</param>
    /// <param name="type">The column's type; the server was asked for the same.</param>
    /// <param name="value">Its bytes.</param>
    public static void Append(DuckDBAppender appender, int column, DuckDBColumn type, ReadOnlySpan<byte> value)
    {
        switch (type.Type)
        {
            case DuckDBType.Varchar:
                appender.SetUtf8(column, value);
                break;
            case DuckDBType.Boolean:
                appender.Set(column, value[0] != 0);
                break;
            case DuckDBType.TinyInt:
                appender.Set(column, (sbyte)BinaryNumber.Integer(value));
                break;
            case DuckDBType.Integer:
                appender.Set(column, BinaryPrimitives.ReadInt32BigEndian(value));
                break;
            case DuckDBType.BigInt:
                appender.Set(column, BinaryPrimitives.ReadInt64BigEndian(value));
                break;
            case DuckDBType.Date:
                appender.Set(column, BinaryPrimitives.ReadInt32BigEndian(value) + CopyValue.EpochDays);
                break;
            case DuckDBType.TimestampTz:
                appender.Set(column, BinaryPrimitives.ReadInt64BigEndian(value) + CopyValue.EpochMicroseconds);
                break;
            case DuckDBType.Uuid:
                appender.Set(column, CopyValue.Uuid(BinaryPrimitives.ReadUInt128BigEndian(value)));
                break;
            default:
                SetDecimal(appender, column, type.Precision!.Value, Units(value));
                break;
        }
    }

    private static void SetDecimal(DuckDBAppender appender, int column, int precision, Int128 units)
    {
        switch (precision)
        {
            case <= 4:
                appender.Set(column, (short)units);
                break;
            case <= 9:
                appender.Set(column, (int)units);
                break;
            case <= 18:
                appender.Set(column, (long)units);
                break;
            default:
                appender.Set(column, units);
                break;
        }
    }

    // The server was asked for a type with the column's own digits behind the point.
    private static Int128 Units(ReadOnlySpan<byte> value)
    {
        if (BinaryNumber.TryScaled(value, out var few, out _))
            return few;
        var text = Array.Empty<byte>();
        var length = BinaryNumber.Numeric(value, ref text);
        return (Int128)BigInteger.Parse(Encoding.ASCII.GetString(text, 0, length).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
