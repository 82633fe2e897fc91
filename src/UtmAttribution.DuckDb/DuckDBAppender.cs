using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;

namespace UtmAttribution.DuckDb;

/// <summary>
/// Adds rows to a table, fast: values go straight into the vectors of a chunk, which DuckDB takes whole.
/// </summary>
/// <remarks>
/// For every row, set each column exactly once, then call <see cref="EndRow"/>; after the last row call <see cref="Close"/>.
/// DuckDB writes rows when some 200,000 have come together, on <see cref="Flush"/> and on <see cref="Close"/>: constraint violations
/// show up there. Disposing without <see cref="Close"/> (as an exception on the way does) drops the rows not yet written.
/// After a failure the appender takes no more rows. One thread at a time.
/// </remarks>
public sealed unsafe partial class DuckDBAppender : IDisposable
{
    private const int ChunkRows = 2048;

    private readonly AppenderHandle _handle;
    private readonly ChunkHandle _chunk;
    private readonly StringArena _texts = new();
    private readonly Column[] _columns;
    private int _row;
    private int _valuesInRow;
    private bool _closed;

    private DuckDBAppender(AppenderHandle handle, ChunkHandle chunk, Column[] columns)
    {
        _handle = handle;
        _chunk = chunk;
        _columns = columns;
        ReadVectors();
    }

    /// <summary>The number of the table's columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>
    /// Sets a value of the current row in its raw form: bool, sbyte … long, Int128, float, double; a TIMESTAMP (of any kind) as long in
    /// its unit since 1970, a DATE as int days, a DECIMAL as its scaled integer of the column's size.
    /// </summary>
    /// <exception cref="InvalidCastException">The size of <typeparamref name="T"/> is not the column's, or the column holds text.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int column, T value)
        where T : unmanaged
    {
        ref var target = ref _columns[column];
        if (sizeof(T) != target.RawWidth)
            ThrowWidth<T>(column);
        ((T*)target.Data)[_row] = value;
        _valuesInRow++;
    }

    /// <summary>Sets a VARCHAR of the current row from UTF-8, or a BLOB from bytes. The bytes are copied.</summary>
    /// <exception cref="ArgumentException">
    /// The bytes for a VARCHAR are not UTF-8: nothing is set. Replace wrong bytes beforehand where that is wanted.
    /// </exception>
    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public void SetUtf8(int column, ReadOnlySpan<byte> text)
    {
        ref var target = ref _columns[column];
        if (!target.IsBytes)
            ThrowNoText(column);
        // DuckDB trusts what is in a vector: wrong UTF-8 would come out somewhere else, as an error or as wrong text.
        if (target.Type.Type == DuckDBType.Varchar && !Utf8.IsValid(text))
            ThrowNotUtf8(column);

        var value = (NativeString*)target.Data + _row;
        var length = text.Length;
        if (length <= NativeString.InlineBytes)
        {
            // The rest must be zero: short texts are compared as a whole.
            *value = default;
            text.CopyTo(new Span<byte>(value->Inline, NativeString.InlineBytes));
        }
        else
        {
            var copy = _texts.Take(length);
            text.CopyTo(new Span<byte>(copy, length));
            value->Prefix = *(uint*)copy;
            value->Pointer = copy;
        }

        value->Length = (uint)length;
        _valuesInRow++;
    }

    /// <summary>Sets NULL in the current row.</summary>
    public void SetNull(int column)
    {
        ref var target = ref _columns[column];
        if (target.Validity == null)
            target.Validity = MakeValidity(target.Vector);
        target.Validity[_row >> 6] &= ~(1UL << _row);
        _valuesInRow++;
    }

    /// <summary>Ends the current row; every 2,048 rows DuckDB takes the chunk.</summary>
    /// <exception cref="InvalidOperationException">Not every column was set, or one was set twice.</exception>
    /// <exception cref="DuckDBException">DuckDB does not take the rows.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndRow()
    {
        if (_valuesInRow != _columns.Length)
            ThrowRow();
        _valuesInRow = 0;
        if (++_row == ChunkRows)
            AppendChunk();
    }

    /// <summary>Writes all rows to the table (within the connection's transaction, where one is open).</summary>
    /// <exception cref="DuckDBException">A row violates a constraint, or memory is used up. The rows are lost.</exception>
    /// <exception cref="InvalidOperationException">A row has begun and not ended, or the appender is closed.</exception>
    public void Flush()
    {
        if (_valuesInRow != 0 || _closed)
            ThrowRow();
        AppendChunk();
        Check(NativeMethods.duckdb_appender_flush(_handle));
    }

    /// <summary>Writes all rows to the table and ends the appender. A second call does nothing.</summary>
    /// <exception cref="DuckDBException">A row violates a constraint, or memory is used up. The rows are lost.</exception>
    /// <exception cref="InvalidOperationException">A row has begun and not ended.</exception>
    public void Close()
    {
        if (_closed)
            return;
        Flush();
        _closed = true;
        Check(NativeMethods.duckdb_appender_close(_handle));
        Dispose();
    }

    /// <summary>Frees everything. Rows that were not written are dropped: call <see cref="Close"/> to write them.</summary>
    public void Dispose()
    {
        _closed = true;
        // Nothing can be written through the old addresses any more, and no row is complete.
        Array.Clear(_columns);
        _valuesInRow = -1;
        _handle.Dispose();
        _chunk.Dispose();
        _texts.Dispose();
    }

    private void AppendChunk()
    {
        if (_row == 0)
            return;
        NativeMethods.duckdb_data_chunk_set_size(_chunk, (ulong)_row);
        Check(NativeMethods.duckdb_append_data_chunk(_handle, _chunk));
        NativeMethods.duckdb_data_chunk_reset(_chunk);
        _texts.Reset();
        _row = 0;
        ReadVectors();
    }

    // Most columns of most chunks have no NULL and never need a mask.
    private ulong* MakeValidity(nint vector)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        return NativeMethods.duckdb_vector_get_validity(vector);
    }

    private void ReadVectors()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            ref var column = ref _columns[i];
            column.Vector = NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)i);
            column.Data = (byte*)NativeMethods.duckdb_vector_get_data(column.Vector);
            column.Validity = null;
            // No pointer into a text that is gone may stay behind.
            if (column.IsBytes)
                NativeMemory.Clear(column.Data, (nuint)(ChunkRows * sizeof(NativeString)));
        }
    }

    private void Check(NativeState state)
    {
        if (state == NativeState.Success)
            return;
        var error = Failure(_handle);
        Dispose();
        throw error;
    }

    /// <summary>What the inner loop needs of a column.</summary>
    private struct Column
    {
        internal byte* Data;
        internal ulong* Validity;
        internal nint Vector;
        internal LogicalType Type;
        /// <summary>0 for text and nested types: no raw value fits.</summary>
        internal int RawWidth;
        internal bool IsBytes;
    }
}
