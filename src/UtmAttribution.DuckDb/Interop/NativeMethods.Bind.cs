using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>Parameters of prepared statements.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial ulong duckdb_nparams(StatementHandle statement);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeState duckdb_bind_parameter_index(StatementHandle statement, out ulong index, string name);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_clear_bindings(StatementHandle statement);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_boolean(StatementHandle statement, ulong index, byte value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_int32(StatementHandle statement, ulong index, int value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_int64(StatementHandle statement, ulong index, long value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_hugeint(StatementHandle statement, ulong index, NativeHugeInt value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_decimal(StatementHandle statement, ulong index, NativeDecimal value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_double(StatementHandle statement, ulong index, double value);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_date(StatementHandle statement, ulong index, int days);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_timestamp(StatementHandle statement, ulong index, long micros);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_timestamp_tz(StatementHandle statement, ulong index, long micros);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_varchar_length(StatementHandle statement, ulong index, byte* text, ulong length);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_blob(StatementHandle statement, ulong index, byte* data, ulong length);

    [LibraryImport(Library)]
    internal static partial NativeState duckdb_bind_null(StatementHandle statement, ulong index);
}
