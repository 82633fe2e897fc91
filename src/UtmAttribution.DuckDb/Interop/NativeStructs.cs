using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

// The fields are the C API's, in its order; most are only passed through.
#pragma warning disable CS0649

internal enum NativeState
{
    Success = 0,
    Error = 1,
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResult
{
    internal ulong ColumnCount;
    internal ulong RowCount;
    internal ulong RowsChanged;
    internal void* Columns;
    internal byte* ErrorMessage;
    internal void* Data;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    internal byte Width;
    internal byte Scale;
    internal NativeHugeInt Value;
}

/// <summary>Two words; not Int128, which the C ABI aligns otherwise and passes in other registers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeHugeInt(Int128 value)
{
    internal ulong Lower = (ulong)(value & ulong.MaxValue);
    internal long Upper = (long)(value >> 64);
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgress
{
    internal double Percentage;
    internal ulong RowsProcessed;
    internal ulong TotalRows;
}

/// <summary>Text or bytes in a vector: up to 12 bytes inline, else a prefix of 4 and a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeString
{
    internal const int InlineBytes = 12;

    [FieldOffset(0)]
    internal uint Length;
    [FieldOffset(4)]
    internal fixed byte Inline[InlineBytes];
    [FieldOffset(4)]
    internal uint Prefix;
    [FieldOffset(8)]
    internal byte* Pointer;
}
