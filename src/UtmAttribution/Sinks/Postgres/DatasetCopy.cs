using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Writes rows of a dataset as a binary COPY, straight from the engine's vectors: no value becomes an object, and what rows look up
/// is encoded once.
/// </summary>
internal sealed class DatasetCopy(Stream stream)
{
    private readonly CopyBuffer _buffer = new(stream);

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes => _buffer.Written;

    /// <summary>Writes what stands before the first row.</summary>
    public void Begin() => _buffer.AddHead();

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
    public void End() => _buffer.AddEnd();
}
