using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>A referrer: its number and its domain's (0: none, or the shop's own).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Referrer(int Number, int Host)
{
    public static Referrer None => default;
}
