using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>A SQL text, taken apart into its statements.</summary>
internal sealed unsafe class SqlStatements : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly ExtractedHandle _handle;
    private readonly string _sql;

    private SqlStatements(DuckDBConnection connection, ExtractedHandle handle, string sql, int count)
    {
        _connection = connection;
        _handle = handle;
        _sql = sql;
        Count = count;
    }

    internal int Count { get; }

    internal static SqlStatements Parse(DuckDBConnection connection, string sql)
    {
        ObjectDisposedException.ThrowIf(connection.Handle.IsClosed, connection);
        NativeText.WithoutNul(sql, nameof(sql));
        var count = duckdb_extract_statements(connection.Handle, sql, out var handle);
        if (count > 0)
            return new(connection, handle, sql, (int)count);

        using (handle)
        {
            var error = duckdb_extract_statements_error(handle);
            if (error != null)
                throw NativeError.Create(NativeText.Read(error), sql);
        }

        return new(connection, handle, sql, 0);
    }

    /// <remarks>Preparing may take its time, as where files are looked into for their columns.</remarks>
    internal DuckDBPreparedStatement Prepare(int index, CancellationToken ct = default)
    {
        NativeState state;
        StatementHandle statement;
        using (CancellationScope.Open(_connection.Handle, ct))
            state = duckdb_prepare_extracted_statement(_connection.Handle, _handle, (ulong)index, out statement);
        if (state == NativeState.Success)
            return new(_connection, statement, _sql);
        using (statement)
        {
            var message = statement.IsInvalid ? "DuckDB could not prepare the statement." : NativeText.Read(duckdb_prepare_error(statement));
            throw NativeError.OrCancelled(NativeError.Create(message, _sql), ct);
        }
    }

    public void Dispose() => _handle.Dispose();
}
