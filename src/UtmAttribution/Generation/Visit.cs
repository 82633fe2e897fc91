using System.Runtime.InteropServices;

namespace UtmAttribution.Generation;

/// <summary>Where a visit's UTM values stand.</summary>
[Flags]
internal enum UtmPlace : byte
{
    None = 0,
    Parameters = 1,
    LandingPage = 2,
    Both = Parameters | LandingPage,
}

/// <summary>One visit of a journey, small enough to make again for every order that lists it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Visit
{
    /// <summary>When it happened, in µs since 1970.</summary>
    public long Time;

    /// <summary>Its index in <see cref="TrafficSources.All"/>.</summary>
    public byte Source;

    /// <summary>Where its UTM values stand.</summary>
    public UtmPlace Place;

    /// <summary>Whether its landing page has a click id.</summary>
    public bool HasClickId;

    /// <summary>What is wrong with it.</summary>
    public HostileVisit Hostile;

    /// <summary>Which of the source's tags it came by.</summary>
    public int Tag;

    /// <summary>Decides everything else: the same visit is written alike in every order.</summary>
    public ulong Bits;
}
