using System.Globalization;
using NodaTime;
using UtmAttribution.Time;

namespace UtmAttribution.Engines.Postgres;

/// <summary>The clock of a zone as SQL: the tool's own rules of the zone, not those that the server happens to have.</summary>
internal static class ServerClock
{
    /// <summary>An expression for the local time of <c>microseconds</c>, as microseconds since 1970-01-01 00:00 local.</summary>
    public static string LocalTime(DateTimeZone zone)
    {
        var offsets = LocalClock.AllOffsets(zone).ToList();
        return $"microseconds + {Offset(offsets, 0, offsets.Count)}";
    }

    // Half of the offsets are ruled out by every question.
    private static string Offset(List<(long From, long Until, long Offset)> offsets, int first, int until)
    {
        if (until - first == 1)
            return offsets[first].Offset.ToString(CultureInfo.InvariantCulture);
        var middle = (first + until) / 2;
        var from = offsets[middle].From.ToString(CultureInfo.InvariantCulture);
        return $"case when microseconds < {from} then {Offset(offsets, first, middle)} else {Offset(offsets, middle, until)} end";
    }
}
