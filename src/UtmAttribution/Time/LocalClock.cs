using NodaTime;

namespace UtmAttribution.Time;

/// <summary>Tells the local hour of any moment in one zone; remembers the zone's offset, which rarely changes between two calls.</summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    private const long MicrosecondsPerHour = 3_600_000_000;
    private const long MicrosecondsPerSecond = 1_000_000;

    private long _from = long.MaxValue;
    private long _until = long.MinValue;
    private long _offset;

    /// <summary>Hours from 1970-01-01 00:00 local to the local hour that a moment lies in.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 UTC.</param>
    public int Hour(long microseconds)
    {
        if (microseconds < _from || microseconds >= _until)
            Remember(microseconds);
        return (int)FloorDivide(microseconds + _offset, MicrosecondsPerHour);
    }

    /// <summary>Days from 1970-01-01 to the local date that a moment lies in.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 UTC.</param>
    public int Day(long microseconds) => (int)FloorDivide(Hour(microseconds), 24);

    /// <summary>The day in UTC, in days since 1970-01-01.</summary>
    public static int UtcDay(long microseconds) => (int)FloorDivide(microseconds, 24 * MicrosecondsPerHour);

    /// <summary>The moment at which a local date begins, in microseconds since 1970-01-01 UTC.</summary>
    public long StartOfDay(DateOnly date) =>
        zone.AtStartOfDay(LocalDate.FromDateOnly(date)).ToInstant().ToUnixTimeTicks() / 10;

    /// <summary>
    /// The offsets of a zone over the years that data can come from: half-open intervals, all in microseconds, the first and
    /// last without bounds.
    /// </summary>
    public static IEnumerable<(long From, long Until, long Offset)> AllOffsets(DateTimeZone zone)
    {
        foreach (var interval in zone.GetZoneIntervals(Instant.FromUtc(1990, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0)))
            yield return (Start(interval), End(interval), interval.WallOffset.Seconds * MicrosecondsPerSecond);
    }

    private void Remember(long microseconds)
    {
        var interval = zone.GetZoneInterval(ToInstant(microseconds));
        (_from, _until, _offset) = (Start(interval), End(interval), interval.WallOffset.Seconds * MicrosecondsPerSecond);
    }

    private static long Start(NodaTime.TimeZones.ZoneInterval interval) =>
        interval.HasStart ? interval.Start.ToUnixTimeTicks() / 10 : long.MinValue;

    private static long End(NodaTime.TimeZones.ZoneInterval interval) =>
        interval.HasEnd ? interval.End.ToUnixTimeTicks() / 10 : long.MaxValue;

    private static Instant ToInstant(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    private static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor < 0 ? quotient - 1 : quotient;
    }
}
