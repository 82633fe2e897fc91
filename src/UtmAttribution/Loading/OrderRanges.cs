using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Loading;

/// <summary>The times of the orders that decide what is published of some dates.</summary>
internal static class OrderRanges
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>
    /// Those from two lookbacks and two days before to two lookbacks and a day after: the sessions that a run publishes begin one
    /// lookback before its dates, and what decides them another.
    /// </summary>
    /// <param name="from">The first local date; null for all from the first that there is.</param>
    /// <param name="to">The last local date; null for all to the last that there is.</param>
    /// <param name="lookback">The lookback.</param>
    /// <param name="clock">The reporting zone's.</param>
    public static ReadRange Around(DateOnly? from, DateOnly? to, TimeSpan lookback, LocalClock clock)
    {
        var context = 2 * (long)lookback.TotalDays;
        return new(
            "created_at",
            from is { } first ? clock.StartOfDay(first) - ((context + 2) * MicrosecondsPerDay) : long.MinValue / 2,
            to is { } last ? clock.StartOfDay(last.AddDays(1)) + ((context + 1) * MicrosecondsPerDay) : long.MaxValue / 2);
    }
}
