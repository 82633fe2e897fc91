namespace UtmAttribution.Storing;

/// <summary>Cuts the days that are to be loaded into pieces that are read and kept together.</summary>
internal static class StorePieces
{
    // The dictionaries of a piece are looked through whole, however few of its days a run needs.
    private const int LongestDays = 31;

    // Days between that have not changed cost less than being asked for piece by piece.
    private const int LongestGap = 3;

    /// <summary>The pieces: first day, and the day after the last; rows without a day are a piece of their own.</summary>
    /// <param name="days">Days since 1970-01-01, and <see cref="StoredTable.NoDay"/>.</param>
    /// <param name="areRead">Whether the source can read some days without reading all; otherwise they are one piece.</param>
    public static IEnumerable<(int From, int Until)> Of(IEnumerable<int> days, bool areRead)
    {
        var sorted = days.Order().ToList();
        if (sorted is [StoredTable.NoDay, ..])
        {
            yield return (StoredTable.NoDay, StoredTable.NoDay);
            sorted.RemoveAt(0);
        }
        for (var first = 0; first < sorted.Count;)
        {
            var next = first + 1;
            while (next < sorted.Count && (!areRead || (sorted[next] - sorted[next - 1] <= LongestGap + 1 && sorted[next] - sorted[first] < LongestDays)))
                next++;
            yield return (sorted[first], sorted[next - 1] + 1);
            first = next;
        }
    }
}
