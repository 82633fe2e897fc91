using NodaTime;

namespace UtmAttribution.Tests.Reference;

/// <summary>The local dates and hours of one time zone.</summary>
internal sealed class LocalClock
{
    private readonly DateTimeZone _zone;

    public LocalClock(string zone) => _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? throw new ReferenceException($"'{zone}' is no IANA time zone.");

    public (int Day, int Hour) At(long time)
    {
        var offset = _zone.GetUtcOffset(Instant.FromUnixTimeTicks(time * 10)).Seconds;
        var seconds = Math.DivRem(time, Times.MicrosPerSecond) is var (whole, rest) && rest < 0 ? whole - 1 : whole;
        var local = seconds + offset;
        var day = (local - (local % 86_400 + 86_400) % 86_400) / 86_400;
        return (Math.Clamp((int)day, Times.FirstDay, Times.LastDay), (int)((local - day * 86_400) / 3_600));
    }

    /// <summary>The instant at which the local date begins; after the last date that can be written, the end of time.</summary>
    public long Midnight(int day)
    {
        if (day > Times.LastDay)
            return long.MaxValue / 2;
        var date = Times.Date(day);
        return _zone.AtStartOfDay(new LocalDate(date.Year, date.Month, date.Day)).ToInstant().ToUnixTimeTicks() / 10;
    }
}
