using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <summary>The rows of a query, fetched chunk by chunk while the query works. The next query on the connection ends it.</summary>
public sealed unsafe class DuckDBResult : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly ResultHandle _handle;
    private readonly string _sql;
    private readonly CancellationToken _ct;
    private bool _finished;

    internal DuckDBResult(DuckDBConnection connection, ResultHandle handle, string sql, bool streaming, long? rowsChanged, CancellationToken ct)
    {
        _connection = connection;
        _handle = handle;
        _sql = sql;
        _ct = ct;
        IsStreaming = streaming;
        RowsChanged = rowsChanged ?? 0;
        ChangesRows = rowsChanged is not null;
        Columns = ReadColumns(handle);
        if (streaming)
            connection.Streams(this);
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<DuckDBColumn> Columns { get; }

    /// <summary>The rows that the statement inserted, updated, deleted or copied; 0 for a query.</summary>
    public long RowsChanged { get; }

    internal bool IsStreaming { get; }

    internal bool ChangesRows { get; }

    /// <summary>The next rows, at most 2,048; null after the last. The caller disposes the chunk.</summary>
    /// <exception cref="DuckDBException">The query fails while it works, or another query has ended it.</exception>
    /// <exception cref="OperationCanceledException">The query's token was cancelled.</exception>
    public DuckDBDataChunk? FetchChunk()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_finished)
            return null;
        ChunkHandle chunk;
        using (CancellationScope.Open(_connection.Handle, _ct))
            chunk = duckdb_fetch_chunk(*_handle.Pointer);
        if (!chunk.IsInvalid)
            return new DuckDBDataChunk(chunk, Columns);

        chunk.Dispose();
        if (duckdb_result_error(_handle.Pointer) != null)
            throw Ended() ?? Failure(_handle, _sql, _ct);
        _finished = true;
        return null;
    }

    /// <summary>Frees the result, and ends its query where rows are left. Chunks stay readable.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed)
            return;
        _handle.Dispose();
        if (IsStreaming && !_finished)
            _connection.EndStream(this);
    }

    // DuckDB says this of every result that is no longer the connection's running one.
    private DuckDBException? Ended() =>
        NativeText.Read(duckdb_result_error(_handle.Pointer)).Contains("closed pending query result", StringComparison.Ordinal)
            ? new DuckDBException(
                "Another query on this connection has ended this result before all its rows were fetched. "
                + "Fetch them first, or run the other query on a connection of its own.")
            { Sql = _sql, ErrorType = DuckDBErrorType.InvalidInput }
            : null;

    internal static Exception Failure(ResultHandle handle, string sql, CancellationToken ct)
    {
        var message = duckdb_result_error(handle.Pointer);
        var error = NativeError.Create(
            message == null ? "DuckDB could not run the statement." : NativeText.Read(message), sql, duckdb_result_error_type(handle.Pointer));
        return NativeError.OrCancelled(error, ct);
    }

    private static DuckDBColumn[] ReadColumns(ResultHandle handle)
    {
        var columns = new DuckDBColumn[duckdb_column_count(handle.Pointer)];
        for (var i = 0; i < columns.Length; i++)
        {
            var type = LogicalTypeReader.Read(duckdb_column_logical_type(handle.Pointer, (ulong)i));
            columns[i] = new(NativeText.Read(duckdb_column_name(handle.Pointer, (ulong)i)), type);
        }

        return columns;
    }
}
