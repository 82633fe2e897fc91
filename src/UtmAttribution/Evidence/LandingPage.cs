using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>A landing page: its number, what its query gives, and its host (0: none, <see cref="Path"/>: a path).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LandingPage(int Number, int Utm, int Click, int Host)
{
    /// <summary>In the place of a host: the page is a path, which has none.</summary>
    public const int Path = -1;

    public static LandingPage None => default;
}
