using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>A landing page: its number, what its query gives, and its host (0: none).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LandingPage(int Number, int Utm, int Click, int Host, bool IsPath)
{
    public static LandingPage None => default;
}
