using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>Where the texts of one moment are in the journey's bytes, between their quotes.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JourneyMoment
{
    /// <summary>Microseconds since 1970-01-01 UTC; null where there is no usable time.</summary>
    public long? At;
    public Place Page;
    public Place Referrer;

    /// <summary>The whole object, braces included.</summary>
    public Place Utm;

    /// <summary>The hash of the landing page.</summary>
    public TextHash PageHash;

    /// <summary>Some of the journey's bytes; none where the length is 0.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Start, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
    }
}
