using NodaTime;

namespace UtmAttribution.Generation;

/// <summary>The instants at which hours and days are easily counted wrong: local midnights, and changes of the clock.</summary>
internal sealed class ClockChanges
{
    private static readonly string[] ZoneNames =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"];

    private readonly DateTimeZone[] _zones = [.. ZoneNames.Select(name => DateTimeZoneProviders.Tzdb[name])];
    private readonly long[] _changes;

    public ClockChanges(GeneratorOptions options)
    {
        var from = ToInstant(OrderTimes.Midnight(options.FirstDate));
        var to = ToInstant(OrderTimes.Midnight(options.LastDate.AddDays(1)));
        _changes =
        [
            .. _zones
                .SelectMany(zone => zone.GetZoneIntervals(from, to))
                .Where(interval => interval.HasStart && interval.Start > from)
                .Select(interval => interval.Start.ToUnixTimeTicks() / 10)
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>The latest change of a clock at or before a time and less than 30 days before it, or null.</summary>
    public long? Before(long time)
    {
        var found = Array.BinarySearch(_changes, time);
        var index = found >= 0 ? found : ~found - 1;
        return index >= 0 && time - _changes[index] < 30 * OrderTimes.MicrosPerDay ? _changes[index] : null;
    }

    /// <summary>The start of the local day of a time, in one of the zones.</summary>
    public long MidnightBefore(long time, int zone)
    {
        var chosen = _zones[zone % _zones.Length];
        var date = ToInstant(time).InZone(chosen).Date;
        return chosen.AtStartOfDay(date).ToInstant().ToUnixTimeTicks() / 10;
    }

    private static Instant ToInstant(long micros) => Instant.FromUnixTimeTicks(micros * 10);
}
