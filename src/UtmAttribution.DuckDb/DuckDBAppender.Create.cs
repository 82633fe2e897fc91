using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <content>How an appender comes about, and its errors.</content>
public sealed unsafe partial class DuckDBAppender
{
    internal static DuckDBAppender Create(DuckDBConnection connection, string table, string? schema)
    {
        ObjectDisposedException.ThrowIf(connection.Handle.IsClosed, connection);
        NativeText.WithoutNul(table, nameof(table));
        var state = duckdb_appender_create_ext(connection.Handle, null, schema, table, out var handle);
        try
        {
            if (state != NativeState.Success)
                throw Failure(handle);

            var columns = new Column[duckdb_appender_column_count(handle)];
            var types = new LogicalTypeHandle[columns.Length];
            try
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    types[i] = duckdb_appender_column_type(handle, (ulong)i);
                    columns[i] = Describe(LogicalTypeReader.Read(duckdb_appender_column_type(handle, (ulong)i)));
                }

                return new DuckDBAppender(handle, CreateChunk(types), columns);
            }
            finally
            {
                foreach (var type in types)
                    type?.Dispose();
            }
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static Column Describe(LogicalType type) => new()
    {
        Type = type,
        IsBytes = type.Type is DuckDBType.Varchar or DuckDBType.Blob,
        RawWidth = type.IsBytes || type.Children.Length > 0 ? 0 : type.Width,
    };

    private static ChunkHandle CreateChunk(LogicalTypeHandle[] types)
    {
        var pointers = Array.ConvertAll(types, type => type.DangerousGetHandle());
        fixed (nint* first = pointers)
        {
            var chunk = duckdb_create_data_chunk(first, (ulong)pointers.Length);
            if (!chunk.IsInvalid)
                return chunk;
            chunk.Dispose();
            throw new DuckDBException("DuckDB could not make a chunk for the table's columns.");
        }
    }

    private static DuckDBException Failure(AppenderHandle handle)
    {
        var data = duckdb_appender_error_data(handle);
        try
        {
            var message = NativeText.Read(duckdb_error_data_message(data));
            return NativeError.Create(message.Length > 0 ? message : "The appender failed.", type: duckdb_error_data_error_type(data));
        }
        finally
        {
            duckdb_destroy_error_data(ref data);
        }
    }

    private void ThrowRow() => throw (_closed
        ? new ObjectDisposedException(nameof(DuckDBAppender), "The appender is closed.")
        : new InvalidOperationException($"The row has {_valuesInRow} values; the table has {ColumnCount} columns, each to be set once."));

    private void ThrowWidth<T>(int column)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var type = _columns[column].Type;
        throw new InvalidCastException(
            $"Column {column} is {type.Sql}, which takes {Takes(type)}; it can't be set to {typeof(T).Name} of {sizeof(T)} bytes.");
    }

    private static string Takes(LogicalType type) =>
        type.IsBytes ? "text or bytes (SetUtf8)" : type.Children.Length > 0 ? "NULL only" : $"a value of {type.Width} bytes";

    private void ThrowNoText(int column)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        throw new InvalidCastException($"Column {column} is {_columns[column].Type.Sql}; text can't be set there.");
    }

    private static void ThrowNotUtf8(int column) =>
        throw new ArgumentException($"The bytes for column {column} are not UTF-8.", nameof(column));
}
