using System.IO.Hashing;

namespace UtmAttribution.Loading;

/// <summary>
/// Tells of an id whether it may have come before, in whichever part: one bit for all ids of a hash. Of a million ids, less
/// than one in a hundred is taken for a repetition that is none; of ten million, one in thirteen.
/// </summary>
internal sealed class SeenIds
{
    private const int Bits = 1 << 26; // 8 MB, which a processor's caches hold.
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[Bits / WordBits];

    /// <summary>Adds an id; parts may do so side by side.</summary>
    /// <returns>Whether it may have come before; of the same id only the first time can it be false.</returns>
    public bool AddMayRepeat(ReadOnlySpan<byte> id)
    {
        var bit = (int)(XxHash3.HashToUInt64(id) & (Bits - 1));
        var mask = 1UL << (bit % WordBits);
        return (Interlocked.Or(ref _words[bit / WordBits], mask) & mask) != 0;
    }
}
