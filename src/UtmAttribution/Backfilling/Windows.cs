namespace UtmAttribution.Backfilling;

/// <summary>Cuts a range of dates into windows.</summary>
internal static class Windows
{
    // A run of as many orders as this, and those around them, stays near its limit of memory; what is beyond is sorted on the disk.
    private const long BytesPerOrder = 256;

    private static readonly WindowLength Week = new(0, 7);
    private static readonly WindowLength Month = new(1, 0);

    /// <summary>Windows of one length; the last one may be shorter.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Cut(DateOnly from, DateOnly to, WindowLength length)
    {
        for (var first = from; first <= to;)
        {
            var last = length.LastFrom(first);
            last = last < to ? last : to;
            yield return (first, last);
            first = last.AddDays(1);
        }
    }

    /// <summary>Ranges that have some dates, in order; dates that are no farther apart than what is read around a range are in one.</summary>
    /// <param name="dates">The dates, in order.</param>
    /// <param name="context">How many dates are read around a range.</param>
    public static IEnumerable<(DateOnly From, DateOnly To)> Around(IReadOnlyList<DateOnly> dates, int context)
    {
        for (var first = 0; first < dates.Count;)
        {
            var last = first;
            while (last + 1 < dates.Count && dates[last + 1].DayNumber - dates[last].DayNumber <= context)
                last++;
            yield return (dates[first], dates[last]);
            first = last + 1;
        }
    }

    /// <summary>
    /// The fewest windows of whole months that each read no more orders than memory is good for; of weeks where a month has more.
    /// </summary>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date.</param>
    /// <param name="memory">The limit of the engine's memory, in bytes.</param>
    /// <param name="ordersRead">How many orders a run of some dates reads, context and all.</param>
    public static IEnumerable<(DateOnly From, DateOnly To)> Fit(DateOnly from, DateOnly to, long memory, Func<DateOnly, DateOnly, long> ordersRead)
    {
        var most = memory / BytesPerOrder;
        for (var first = from; first <= to;)
        {
            var last = Fit(first, to, candidate => ordersRead(first, candidate) <= most);
            yield return (first, last);
            first = last.AddDays(1);
        }
    }

    private static DateOnly Fit(DateOnly first, DateOnly to, Func<DateOnly, bool> fits)
    {
        DateOnly? found = null;
        for (var months = 1; found is null || found < to; months++)
        {
            var last = new WindowLength(months, 0).LastFrom(first);
            last = last < to ? last : to;
            if (!fits(last))
                break;
            found = last;
        }

        return found ?? new[] { Week.LastFrom(first), Month.LastFrom(first), to }.Min();
    }
}
