using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>The two hashes of one column, see <see cref="ContentHash"/>; filled vector by vector, not value by value.</summary>
internal sealed class ColumnHash
{
    private static readonly byte[] AllPresent = [.. Enumerable.Repeat((byte)1, 2048)];

    private readonly Action<DuckDBVector> _append;
    private readonly HashBuffer _buffer;

    /// <summary>Starts the hashes of a column; the columns of a file share a buffer.</summary>
    /// <exception cref="NotSupportedException">The column's type has no place in a published dataset.</exception>
    public ColumnHash(DuckDBColumn column, HashBuffer buffer)
    {
        _buffer = buffer;
        Name = column.Name;
        SqlType = column.SqlType;
        _append = column.Type switch
        {
            DuckDBType.Varchar => AppendText,
            DuckDBType.Boolean => AppendFixed<byte>,
            DuckDBType.Integer or DuckDBType.Date => AppendFixed<int>,
            DuckDBType.BigInt or DuckDBType.TimestampTz or DuckDBType.Timestamp or DuckDBType.Double => AppendFixed<long>,
            DuckDBType.HugeInt => AppendFixed<Int128>,
            DuckDBType.Decimal when column.Precision <= 4 => AppendFixed<short>,
            DuckDBType.Decimal when column.Precision <= 9 => AppendFixed<int>,
            DuckDBType.Decimal when column.Precision <= 18 => AppendFixed<long>,
            DuckDBType.Decimal => AppendFixed<Int128>,
            _ => throw new NotSupportedException(
                $"The column '{column.Name}' is {column.SqlType}; no published dataset has columns of that type."),
        };
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The column's type.</summary>
    public string SqlType { get; }

    /// <summary>One byte a row: 1 for a value, 0 for NULL.</summary>
    public XxHash128 Presence { get; } = new();

    /// <summary>The values that are not NULL.</summary>
    public XxHash128 Values { get; } = new();

    /// <summary>Adds the next values.</summary>
    public void Append(DuckDBVector vector)
    {
        AppendPresence(vector);
        _append(vector);
    }

    private void AppendPresence(DuckDBVector vector)
    {
        if (!vector.MayHaveNulls)
        {
            Presence.Append(AllPresent.AsSpan(0, vector.Count));
            return;
        }

        var presence = _buffer.AtLeast(vector.Count);
        for (var row = 0; row < vector.Count; row++)
            presence[row] = vector.IsNull(row) ? (byte)0 : (byte)1;
        Presence.Append(presence[..vector.Count]);
    }

    private void AppendFixed<T>(DuckDBVector vector)
        where T : unmanaged
    {
        var values = vector.Values<T>();
        if (!vector.MayHaveNulls)
        {
            Values.Append(MemoryMarshal.AsBytes(values));
            return;
        }

        var present = MemoryMarshal.Cast<byte, T>(_buffer.AtLeast(MemoryMarshal.AsBytes(values).Length));
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            present[count] = values[row];
            count += vector.IsNull(row) ? 0 : 1;
        }

        Values.Append(MemoryMarshal.AsBytes(present[..count]));
    }

    private void AppendText(DuckDBVector vector)
    {
        var buffer = _buffer.AtLeast(0);
        var end = 0;
        for (var row = 0; row < vector.Count; row++)
        {
            if (vector.IsNull(row))
                continue;
            var text = vector.Utf8(row);
            if (buffer.Length - end < text.Length + sizeof(int))
            {
                Values.Append(buffer[..end]);
                buffer = _buffer.AtLeast(text.Length + sizeof(int));
                end = 0;
            }

            BinaryPrimitives.WriteInt32LittleEndian(buffer[end..], text.Length);
            text.CopyTo(buffer[(end + sizeof(int))..]);
            end += sizeof(int) + text.Length;
        }

        Values.Append(buffer[..end]);
    }
}

/// <summary>Room to lay values side by side before they are hashed.</summary>
internal sealed class HashBuffer
{
    private byte[] _bytes = new byte[32 * 1024];

    /// <summary>All there is, and at least so much. What was there before is lost.</summary>
    public Span<byte> AtLeast(int bytes)
    {
        if (_bytes.Length < bytes)
            _bytes = new byte[bytes];
        return _bytes;
    }
}
