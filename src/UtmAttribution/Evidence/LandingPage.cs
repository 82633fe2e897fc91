using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>A landing page: the hash of its text, which equal ones share (0 for none), and what is known of it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LandingPage(long Hash, PageFacts Facts)
{
    public static LandingPage None => default;
}

/// <summary>A click id: its number in the dictionary, and the hash of its name and value, which equal ones share; 0 for none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Click(int Number, long Hash);

/// <summary>
/// What is known of a landing page: its number in the dictionary, which may have it twice, what its query gives, and its host
/// (0: none, <see cref="Path"/>: a path).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PageFacts(int Number, int Link, int Utm, Click Click, int Host)
{
    /// <summary>In the place of a host: the page is a path, which has none.</summary>
    public const int Path = -1;
}
