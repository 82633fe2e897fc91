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

    internal DuckDBPreparedStatement Prepare(int index)
    {
        if (duckdb_prepare_extracted_statement(_connection.Handle, _handle, (ulong)index, out var statement) == NativeState.Success)
            return new(_connection, statement, _sql);
        using (statement)
        {
            throw NativeError.Create(statement.IsInvalid ? "DuckDB could not prepare the statement." : NativeText.Read(duckdb_prepare_error(statement)), _sql);
        }
    }

    public void Dispose() => _handle.Dispose();
}
