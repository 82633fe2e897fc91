using UtmAttribution.DuckDb.Interop;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <summary>A statement that is ready to run, once or many times. Bound values stay until they are bound anew.</summary>
public sealed unsafe partial class DuckDBPreparedStatement : IDisposable
{
    private const int ReturnsRowsChanged = 1;

    private readonly DuckDBConnection _connection;
    private readonly StatementHandle _handle;
    private readonly string _sql;

    internal DuckDBPreparedStatement(DuckDBConnection connection, StatementHandle handle, string sql)
    {
        _connection = connection;
        _handle = handle;
        _sql = sql;
    }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => (int)duckdb_nparams(_handle);

    /// <summary>Runs the statement to its end; rows that it returns are dropped.</summary>
    /// <returns>The rows inserted, updated, deleted or copied; 0 for other statements.</returns>
    /// <exception cref="DuckDBException">The statement fails.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long Execute(CancellationToken ct = default)
    {
        using var result = Query(ct);
        if (result.IsStreaming)
        {
            while (result.FetchChunk() is { } chunk)
                chunk.Dispose();
        }

        return result.RowsChanged;
    }

    /// <summary>Runs the statement; its rows are then fetched while it works.</summary>
    /// <param name="ct">Ends the query, also while rows are fetched.</param>
    /// <exception cref="DuckDBException">The statement fails.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DuckDBResult Query(CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var handle = new ResultHandle();
        try
        {
            NativeState state;
            using (CancellationScope.Open(_connection.Handle, ct))
                state = duckdb_execute_prepared_streaming(_handle, handle.Pointer);
            if (state != NativeState.Success)
                throw DuckDBResult.Failure(handle, _sql, ct);

            var streaming = duckdb_result_is_streaming(*handle.Pointer) != 0;
            // Only a result that is complete knows them.
            var changesRows = !streaming && duckdb_result_return_type(*handle.Pointer) == ReturnsRowsChanged;
            long? changed = changesRows ? (long)duckdb_rows_changed(handle.Pointer) : null;
            return new DuckDBResult(_connection, handle, _sql, streaming, changed, ct);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Runs the statement (see <see cref="Query"/>) and reads its rows one by one.</summary>
    /// <inheritdoc cref="Query" path="/exception"/>
    public DuckDBDataReader ExecuteReader(CancellationToken ct = default) => new(Query(ct));

    /// <summary>Frees the statement. Results of it stay readable.</summary>
    public void Dispose() => _handle.Dispose();
}
