using NodaTime;
using UtmAttribution.Time;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Microseconds since 1970-01-01 UTC as times that people read.</summary>
internal static class Moments
{
    /// <summary>The time in UTC.</summary>
    public static DateTimeOffset Utc(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time in a zone.</summary>
    /// <param name="moment">The time.</param>
    /// <param name="zone">An IANA name.</param>
    public static DateTimeOffset In(this DateTimeOffset moment, string zone) =>
        Instant.FromDateTimeOffset(moment).InZone(TimeZones.Find(zone)).ToDateTimeOffset();

    /// <summary>A span of whole seconds in its two largest units, such as <c>3 d 2 h</c> or <c>1 min 5 s</c>.</summary>
    public static string Span(long seconds)
    {
        (string Unit, long Seconds)[] units = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)];
        var first = Array.FindIndex(units, unit => seconds >= unit.Seconds);
        if (first < 0)
            return "0 s";
        var (unit, length) = units[first];
        var rest = first + 1 < units.Length ? seconds % length / units[first + 1].Seconds : 0;
        return $"{seconds / length} {unit}{(rest > 0 ? $" {rest} {units[first + 1].Unit}" : "")}";
    }
}
