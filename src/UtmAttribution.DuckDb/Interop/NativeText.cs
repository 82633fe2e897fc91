using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>Text that crosses the border to the native library.</summary>
internal static unsafe class NativeText
{
    internal static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Reads a text that the library allocated for us, and frees it.</summary>
    internal static string? Take(nint text)
    {
        if (text == 0)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(text);
        }
        finally
        {
            NativeMethods.duckdb_free(text);
        }
    }

    /// <summary>Guards against a C string's end in the middle of a text: what follows it would be silently dropped.</summary>
    internal static string WithoutNul(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text, what);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul < 0
            ? text
            : throw new ArgumentException($"The {what} has a NUL character at position {nul}; DuckDB can't take it there. Bind such a text as a parameter.", what);
    }
}
