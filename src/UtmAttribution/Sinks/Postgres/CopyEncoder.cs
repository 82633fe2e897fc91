using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Writes rows as PostgreSQL's binary COPY, straight from the engine's vectors: no value becomes an object, and what rows look up
/// is encoded once. A row is the number of its columns and then each value with its length; NULL has the length −1.
/// </summary>
internal sealed class CopyEncoder(Stream stream)
{
    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, .. new byte[8]];

    private readonly CopyBuffer _buffer = new(stream);

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes => _buffer.Written;

    /// <summary>Writes what stands before the first row.</summary>
    public void Begin() => _buffer.Add(Head);

    /// <summary>Writes all rows of a chunk.</summary>
    /// <param name="chunk">The rows.</param>
    /// <param name="parts">What a row is made of.</param>
    /// <param name="columns">How many columns that are.</param>
    public void Write(DuckDBDataChunk chunk, CopyPart[] parts, int columns)
    {
        foreach (var part in parts)
            part.Bind(chunk);
        for (var row = 0; row < chunk.RowCount; row++)
        {
            _buffer.Add((short)columns);
            foreach (var part in parts)
                part.Write(row, _buffer);
        }

        Rows += chunk.RowCount;
    }

    /// <summary>Writes what stands behind the last row, and everything to the stream.</summary>
    public void End()
    {
        _buffer.Add((short)-1);
        _buffer.Flush();
    }
}
