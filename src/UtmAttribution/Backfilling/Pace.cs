namespace UtmAttribution.Backfilling;

/// <summary>Tells from the windows that were published how long those that are left will take: as long for each order that they read.</summary>
/// <param name="ordersRead">How many orders each window reads; 0 where it has nothing to publish.</param>
/// <param name="parallel">How many windows are worked on at a time.</param>
internal sealed class Pace(IReadOnlyList<long> ordersRead, int parallel = 1)
{
    private readonly long _all = ordersRead.Sum();
    private TimeSpan _elapsed;
    private long _done;

    /// <summary>How long the windows that are not over will take.</summary>
    /// <param name="index">The window that is over, from 0.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <returns>Null where nothing was read so far that could tell.</returns>
    public TimeSpan? LeftAfter(int index, TimeSpan elapsed)
    {
        _elapsed += elapsed;
        _done += ordersRead[index];
        var left = _all - _done;
        return left == 0 ? TimeSpan.Zero : _done == 0 ? null : _elapsed / parallel * ((double)left / _done);
    }
}
