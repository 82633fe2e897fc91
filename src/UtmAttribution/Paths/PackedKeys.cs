namespace UtmAttribution.Paths;

/// <summary>
/// Compares numbers that several smaller ones are packed in. The runtime hashes 64 bits as the exclusive or of their halves, so that
/// all steps between two near states, or all pairs of near channels, would meet in a few buckets.
/// </summary>
internal sealed class PackedKeys : IEqualityComparer<UInt128>, IEqualityComparer<long>
{
    // 2^64 over the golden ratio, as in Knuth, "The art of computer programming", 3, 6.4: its products spread neighbours.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int HighBits = 32;

    /// <inheritdoc/>
    public bool Equals(UInt128 x, UInt128 y) => x == y;

    /// <inheritdoc/>
    public bool Equals(long x, long y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(UInt128 key) => Mix((ulong)key ^ (Folded((ulong)(key >> 64)) * Golden));

    /// <inheritdoc/>
    public int GetHashCode(long key) => Mix((ulong)key);

    private static int Mix(ulong key) => (int)(Folded(key * Golden) * Golden >> HighBits);

    private static ulong Folded(ulong key) => key ^ (key >> HighBits);
}
