using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb;

/// <summary>Where a list's elements stand in its child vector: what a LIST or MAP vector holds for each row.</summary>
/// <param name="Offset">The first element's row in the child vector.</param>
/// <param name="Length">The number of elements.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBListEntry(long Offset, long Length);
