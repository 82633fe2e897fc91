using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

// Each handle owns one native object and frees it once, whoever comes first: Dispose or the finalizer.
// The objects hold what they need of each other natively, so the order does not matter.

internal abstract class DuckDBHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;
}

internal sealed class ConfigHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_config(ref handle);
        return true;
    }
}

internal sealed class DatabaseHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        return true;
    }
}

internal sealed class ExtractedHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_extracted(ref handle);
        return true;
    }
}

internal sealed class StatementHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_prepare(ref handle);
        return true;
    }
}

internal sealed class LogicalTypeHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_logical_type(ref handle);
        return true;
    }
}

internal sealed class ChunkHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_data_chunk(ref handle);
        return true;
    }
}

internal sealed class AppenderHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        // Destroying writes what is buffered: rows that nobody flushed are not wanted.
        _ = NativeMethods.duckdb_appender_clear(handle);
        _ = NativeMethods.duckdb_appender_destroy(ref handle);
        return true;
    }
}

/// <summary>A duckdb_result, which the C API wants as a struct of the caller's: kept in native memory of its own.</summary>
internal sealed unsafe class ResultHandle : DuckDBHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    internal NativeResult* Pointer => (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_destroy_result((NativeResult*)handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
