using System.Buffers.Binary;
using System.Numerics;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Postgres;

/// <summary>Writes the rows of chunks as a binary COPY: integers, doubles, decimals, text, times (UTC) and dates.</summary>
/// <param name="target">Takes the bytes.</param>
internal sealed class CopyEncoder(Stream target)
{
    private const int FlushAt = 1 << 16;
    private const long MicrosecondsTo2000 = 946_684_800_000_000;
    private const int DaysTo2000 = 10_957;
    private static readonly byte[] Header = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly short[] _groups = new short[16];
    private byte[] _buffer = new byte[2 * FlushAt];
    private int _length;

    /// <summary>Begins the COPY.</summary>
    public void Begin() => Bytes(Header);

    /// <summary>Adds the rows of a chunk.</summary>
    /// <exception cref="NotSupportedException">A column has a type that is not known here.</exception>
    public void Write(DuckDBDataChunk chunk)
    {
        var columns = Enumerable.Range(0, chunk.Columns.Count).Select(chunk.Column).ToArray();
        for (var row = 0; row < chunk.RowCount; row++)
        {
            Short((short)columns.Length);
            for (var column = 0; column < columns.Length; column++)
            {
                if (columns[column].IsNull(row))
                    Int(-1);
                else
                    Value(columns[column], chunk.Columns[column], row);
            }
            if (_length >= FlushAt)
                Flush();
        }
    }

    /// <summary>Ends the COPY.</summary>
    public void End()
    {
        Short(-1);
        Flush();
    }

    private void Value(in DuckDBVector vector, DuckDBColumn column, int row)
    {
        switch (column.Type)
        {
            case DuckDBType.Boolean:
                Int(1);
                Bytes([vector.Value<byte>(row)]);
                break;
            case DuckDBType.Integer:
                Int(4);
                Int(vector.Value<int>(row));
                break;
            case DuckDBType.BigInt:
                Int(8);
                Long(vector.Value<long>(row));
                break;
            case DuckDBType.Double:
                Int(8);
                Long(BitConverter.DoubleToInt64Bits(vector.Value<double>(row)));
                break;
            case DuckDBType.Varchar:
                var text = vector.Utf8(row);
                Int(text.Length);
                Bytes(text);
                break;
            case DuckDBType.Date:
                Int(4);
                Int(vector.Value<int>(row) is var day && day is int.MaxValue ? day : day == -int.MaxValue ? int.MinValue : day - DaysTo2000);
                break;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz:
                Int(8);
                Long(vector.Value<long>(row) is var time && time is long.MaxValue ? time : time == -long.MaxValue ? long.MinValue : time - MicrosecondsTo2000);
                break;
            case DuckDBType.Decimal:
                Decimal(column.Precision switch
                {
                    <= 4 => vector.Value<short>(row),
                    <= 9 => vector.Value<int>(row),
                    <= 18 => vector.Value<long>(row),
                    _ => vector.Value<Int128>(row),
                }, column.Scale!.Value);
                break;
            default:
                throw new NotSupportedException($"Column '{column.Name}' has type {column.SqlType}.");
        }
    }

    // Groups of four digits; the point stands between two of them.
    private void Decimal(Int128 value, int scale)
    {
        var padding = (4 - (scale % 4)) % 4;
        var rest = (BigInteger)Int128.Abs(value) * BigInteger.Pow(10, padding);
        var weight = -((scale + padding) / 4);
        while (!rest.IsZero && (rest % 10_000).IsZero)
            (rest, weight) = (rest / 10_000, weight + 1);
        var count = 0;
        for (; !rest.IsZero; rest /= 10_000)
            _groups[count++] = (short)(rest % 10_000);
        Int(8 + (2 * count));
        Short((short)count);
        Short((short)(count == 0 ? 0 : weight + count - 1));
        Short((short)(value < 0 ? 0x4000 : 0));
        Short((short)scale);
        while (count > 0)
            Short(_groups[--count]);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), value);
        _length += 2;
    }

    private void Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), value);
        _length += 4;
    }

    private void Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(8), value);
        _length += 8;
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        return _buffer.AsSpan(_length);
    }

    private void Flush()
    {
        target.Write(_buffer, 0, _length);
        _length = 0;
    }
}
