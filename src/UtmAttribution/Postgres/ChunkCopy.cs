using System.Buffers.Binary;
using Npgsql;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Postgres;

/// <summary>Writes the rows of chunks as they are as a binary COPY: integers, doubles, decimals, text, times (UTC), dates and UUIDs.</summary>
/// <param name="target">Takes the bytes.</param>
internal sealed class ChunkCopy(Stream target)
{
    private readonly CopyBuffer _buffer = new(target);

    /// <summary>Copies the rows of a result into a table; a fault or a cancellation on the way ends the COPY without any.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="table">The table as SQL; its columns are those of the result.</param>
    /// <param name="result">The rows.</param>
    /// <param name="progress">Told how many there are so far.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many there are.</returns>
    public static long Into(NpgsqlConnection connection, string table, DuckDBResult result, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0L;
        using var stream = connection.BeginRawBinaryCopy($"copy {table} from stdin (format binary)");
        try
        {
            var copy = new ChunkCopy(stream);
            copy.Begin();
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                    copy.Write(chunk);
                rows += chunk.RowCount;
                progress?.Invoke(rows);
                cancellation.ThrowIfCancellationRequested();
            }

            copy.End();
            return rows;
        }
        catch
        {
            stream.Abandon();
            throw;
        }
    }

    /// <summary>Begins the COPY.</summary>
    public void Begin() => _buffer.AddHead();

    /// <summary>Adds the rows of a chunk.</summary>
    /// <exception cref="NotSupportedException">A column has a type that is not known here.</exception>
    public void Write(DuckDBDataChunk chunk)
    {
        var columns = Enumerable.Range(0, chunk.Columns.Count).Select(chunk.Column).ToArray();
        for (var row = 0; row < chunk.RowCount; row++)
        {
            _buffer.Add((short)columns.Length);
            for (var column = 0; column < columns.Length; column++)
                Write(columns[column], chunk.Columns[column], row);
            _buffer.EndRow();
        }
    }

    /// <summary>Ends the COPY.</summary>
    public void End() => _buffer.AddEnd();

    private void Write(in DuckDBVector vector, DuckDBColumn column, int row)
    {
        if (vector.IsNull(row))
        {
            _buffer.Add(CopyValue.Null);
        }
        else if (column.Type == DuckDBType.Varchar)
        {
            var text = vector.Utf8(row);
            _buffer.Advance(CopyValue.WriteText(text, _buffer.Room(CopyValue.LengthBytes + text.Length)));
        }
        else if (column.Type == DuckDBType.Uuid)
        {
            var room = _buffer.Room(CopyValue.LengthBytes + CopyValue.UuidBytes);
            BinaryPrimitives.WriteInt32BigEndian(room, CopyValue.UuidBytes);
            BinaryPrimitives.WriteUInt128BigEndian(room[CopyValue.LengthBytes..], CopyValue.Uuid(vector.Value<UInt128>(row)));
            _buffer.Advance(room.Length);
        }
        else if (column.Type == DuckDBType.Decimal && (column.Precision > 18 || column.Scale % BinaryNumeric.DigitWidth != 0))
        {
            var value = column.Precision > 18 ? vector.Value<Int128>(row) : CopyValue.Raw(column, vector, row);
            var room = _buffer.Room(CopyValue.LengthBytes + BinaryNumeric.MostWideBytes);
            var length = BinaryNumeric.WriteWide(value, column.Scale!.Value, room[CopyValue.LengthBytes..]);
            BinaryPrimitives.WriteInt32BigEndian(room, length);
            _buffer.Advance(CopyValue.LengthBytes + length);
        }
        else
        {
            _buffer.Advance(CopyValue.WriteFixed(column, CopyValue.Raw(column, vector, row), _buffer.Room(CopyValue.MostFixedBytes)));
        }
    }
}
