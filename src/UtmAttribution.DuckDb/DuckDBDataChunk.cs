using UtmAttribution.DuckDb.Interop;

namespace UtmAttribution.DuckDb;

/// <summary>
/// Up to 2,048 rows of a result, column by column. It stands on its own: it may be handed to another thread and outlive its result.
/// </summary>
public sealed class DuckDBDataChunk : IDisposable
{
    private readonly ChunkHandle _handle;
    private readonly IReadOnlyList<DuckDBColumn> _columns;
    private readonly DuckDBVector[] _vectors;

    internal DuckDBDataChunk(ChunkHandle handle, IReadOnlyList<DuckDBColumn> columns)
    {
        _handle = handle;
        _columns = columns;
        RowCount = (int)NativeMethods.duckdb_data_chunk_get_size(handle);
        _vectors = new DuckDBVector[columns.Count];
        for (var i = 0; i < _vectors.Length; i++)
            _vectors[i] = new(this, NativeMethods.duckdb_data_chunk_get_vector(handle, (ulong)i), columns[i].LogicalType, RowCount);
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The result's columns.</summary>
    public IReadOnlyList<DuckDBColumn> Columns => _columns;

    /// <summary>The values of column <paramref name="i"/>, counted from 0.</summary>
    /// <exception cref="ObjectDisposedException">The chunk was disposed.</exception>
    public DuckDBVector Column(int i)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _vectors[i];
    }

    /// <summary>Frees the rows. Vectors and spans of this chunk must not be used any more.</summary>
    public void Dispose() => _handle.Dispose();
}
