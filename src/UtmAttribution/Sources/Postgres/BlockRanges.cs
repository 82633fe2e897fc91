namespace UtmAttribution.Sources.Postgres;

/// <summary>Cuts a table's storage into ranges of blocks that hold about as many each.</summary>
internal static class BlockRanges
{
    // A range shorter than this is not worth a connection: 8 MiB.
    private const int FewestBlocks = 1_024;

    /// <summary>All blocks in one.</summary>
    public static IReadOnlyList<(long? From, long? Until)?> All { get; } = [null];

    /// <summary>The ranges; the first and the last are open, so that every row is in one whatever grows meanwhile.</summary>
    /// <param name="storages">The blocks of the table and of each partition; a range holds the same block numbers of all of them.</param>
    /// <param name="parts">The most ranges.</param>
    public static IReadOnlyList<(long? From, long? Until)?> Of(IReadOnlyList<long> storages, int parts)
    {
        var total = storages.Sum();
        parts = (int)Math.Min(parts, total / FewestBlocks);
        if (parts < 2)
            return All;
        var cuts = Enumerable.Range(1, parts - 1).Select(part => Cut(storages, total * part / parts)).Distinct().ToList();
        return [.. Enumerable.Range(0, cuts.Count + 1).Select(i => ((long? From, long? Until)?)(i == 0 ? null : cuts[i - 1], i == cuts.Count ? null : cuts[i]))];
    }

    // The block number below which so many blocks of all storages lie.
    private static long Cut(IReadOnlyList<long> storages, long wanted)
    {
        var (low, high) = (0L, storages.Max());
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (storages.Sum(blocks => Math.Min(blocks, middle)) < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
