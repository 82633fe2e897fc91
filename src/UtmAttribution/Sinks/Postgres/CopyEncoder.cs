using System.Buffers.Binary;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Writes chunks of rows as PostgreSQL's binary COPY, straight from the engine's vectors: no value becomes an object. A row is
/// the number of its columns and then each value with its length; NULL has the length −1.
/// </summary>
internal sealed class CopyEncoder(Stream stream)
{
    private const int BufferSize = 1 << 18;
    private const int WidestFixedValue = 64;
    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, .. new byte[8]];

    private byte[] _buffer = new byte[BufferSize];
    private int _used;

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes what stands before the first row.</summary>
    public void Begin()
    {
        Head.CopyTo(_buffer.AsSpan());
        _used = Head.Length;
    }

    /// <summary>Writes all rows of a chunk.</summary>
    public void Write(DuckDBDataChunk chunk)
    {
        var columns = new CopyColumn[chunk.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new(chunk.Columns[i], chunk.Column(i));
        for (var row = 0; row < chunk.RowCount; row++)
        {
            Reserve(2 + (columns.Length * WidestFixedValue));
            BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_used), (short)columns.Length);
            _used += 2;
            for (var i = 0; i < columns.Length; i++)
                Write(in columns[i], row, columns.Length - i);
        }

        Rows += chunk.RowCount;
    }

    /// <summary>Writes what stands behind the last row, and everything to the stream.</summary>
    public void End()
    {
        Reserve(2);
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_used), -1);
        _used += 2;
        Flush();
    }

    private void Write(in CopyColumn column, int row, int columnsLeft)
    {
        var to = _buffer.AsSpan(_used);
        if (column.Vector.IsNull(row))
        {
            BinaryPrimitives.WriteInt32BigEndian(to, -1);
            _used += 4;
        }
        else if (column.IsText)
        {
            WriteText(column.Vector.Utf8(row), columnsLeft);
        }
        else
        {
            var length = column.WriteFixed(row, to[4..]);
            BinaryPrimitives.WriteInt32BigEndian(to, length);
            _used += 4 + length;
        }
    }

    private void WriteText(ReadOnlySpan<byte> text, int columnsLeft)
    {
        Reserve(4 + text.Length + (columnsLeft * WidestFixedValue));
        var to = _buffer.AsSpan(_used);
        var length = text.Length;
        if (text.Contains((byte)0))
            length = CopyWithoutZeros(text, to[4..]);
        else
            text.CopyTo(to[4..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        _used += 4 + length;
    }

    // PostgreSQL's text has every character but U+0000.
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

    private void Reserve(int bytes)
    {
        if (_used + bytes <= _buffer.Length)
            return;
        Flush();
        if (bytes > _buffer.Length)
            _buffer = new byte[bytes];
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        Bytes += _used;
        _used = 0;
    }
}
