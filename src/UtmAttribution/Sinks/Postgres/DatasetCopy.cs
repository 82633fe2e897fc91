using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Encodes rows of one dataset for a binary COPY, straight from the engine's vectors: no value becomes an object, and what rows look
/// up is encoded once. What it sends consists of whole rows, so that several can send to one COPY.
/// </summary>
/// <param name="send">Takes a full buffer and how much of it is used, and gives an empty one.</param>
internal sealed class DatasetCopy(Func<byte[], int, byte[]> send)
{
    private readonly CopyBuffer _buffer = new(send);
    private CopyPart[]? _parts;

    /// <summary>Rows sent.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes sent.</summary>
    public long Bytes => _buffer.Written;

    /// <summary>Sends all rows of some dates.</summary>
    public void Send(DatasetRows rows, CancellationToken cancellation)
    {
        _parts ??= CopyPart.Of(rows.Columns);
        foreach (var part in _parts)
            part.Use(rows.Columns);
        while (rows.FetchChunk() is { } chunk)
        {
            using (chunk)
                Send(chunk, _parts, rows.Columns.Count);
            cancellation.ThrowIfCancellationRequested();
        }

        _buffer.Flush();
    }

    private void Send(DuckDBDataChunk chunk, CopyPart[] parts, int columns)
    {
        foreach (var part in parts)
            part.Bind(chunk);
        for (var row = 0; row < chunk.RowCount; row++)
        {
            _buffer.Add((short)columns);
            foreach (var part in parts)
                part.Write(row, _buffer);
            _buffer.EndRow();
        }

        Rows += chunk.RowCount;
    }
}
