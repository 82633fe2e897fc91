namespace UtmAttribution.Backfilling;

/// <summary>Tells from the windows that were published how long those that are left will take: as long for each order that they read.</summary>
/// <param name="ordersRead">How many orders each window reads; 0 where it has nothing to publish.</param>
internal sealed class Pace(IReadOnlyList<long> ordersRead)
{
    private TimeSpan _elapsed;
    private long _done;

    /// <summary>How long the windows after one will take.</summary>
    /// <param name="index">The window that is over, from 0.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <returns>Null where nothing was read so far that could tell.</returns>
    public TimeSpan? LeftAfter(int index, TimeSpan elapsed)
    {
        _elapsed += elapsed;
        _done += ordersRead[index];
        var left = ordersRead.Skip(index + 1).Sum();
        return left == 0 ? TimeSpan.Zero : _done == 0 ? null : _elapsed * ((double)left / _done);
    }
}
