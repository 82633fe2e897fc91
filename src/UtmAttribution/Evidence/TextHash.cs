using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>128 bits that stand for a text's bytes: two texts with the same are taken for equal.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextHash(ulong Lower, ulong Upper)
{
    /// <summary>The hash of some bytes; with another seed, another hash.</summary>
    public static TextHash Of(ReadOnlySpan<byte> text, long seed = 0)
    {
        var hash = XxHash128.HashToUInt128(text, seed);
        return new((ulong)hash, (ulong)(hash >> 64));
    }

    /// <summary>63 of the bits as a number, for the models: 0 is left for "none".</summary>
    public long Number => (long)(Lower >> 1);

    /// <summary>Any of the bits do.</summary>
    public override int GetHashCode() => (int)Lower;
}
