using System.Runtime.CompilerServices;

namespace UtmAttribution.Generation;

/// <summary>
/// Random numbers that are a pure function of seed, stream and index (SplitMix64), so that any order can be made again
/// without the ones before it. Only integer arithmetic and basic IEEE operations: the same on every machine.
/// </summary>
internal struct Prng(ulong state)
{
    private ulong _state = state;

    /// <summary>The numbers of one row, independent of those of every other row and stream.</summary>
    public static Prng At(ulong seed, RandomStream stream, long index) =>
        new(Mix(Mix(seed + ((ulong)stream * 0xA24BAED4963EE407)) ^ ((ulong)index * 0x9FB21C651E98DF25)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int count) => (int)(((Next() >> 32) * (uint)count) >> 32);

    /// <summary>A whole number in [<paramref name="from"/>, <paramref name="to"/>].</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double share) => Unit() < share;

    /// <summary>An index with a probability proportional to its weight.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
            total += weight;
        var left = Below(total);
        var index = 0;
        while (left >= weights[index])
            left -= weights[index++];
        return index;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What random numbers are for: each stream is independent of the others.</summary>
internal enum RandomStream
{
    Time = 1,
    Customer,
    Evidence,
    Visits,
    Order,
    HostileOrder,
    AdRow,
    HostileAdRow,
    Plan,
    Rates,
}
