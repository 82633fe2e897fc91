using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb;

/// <summary>DuckDB's INTERVAL. Months and days have no fixed length, so the three parts stay apart.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Micros">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBInterval(int Months, int Days, long Micros)
{
    /// <summary>The interval as a time span, a day being 24 hours.</summary>
    /// <exception cref="OverflowException">The interval has months.</exception>
    public TimeSpan ToTimeSpan() =>
        Months == 0
            ? TimeSpan.FromDays(Days) + TimeSpan.FromMicroseconds(Micros)
            : throw new OverflowException($"An interval with months ({Months}) has no fixed length. Take its parts instead.");

    /// <returns>The parts, as in "2 months 3 days 00:00:01.5".</returns>
    public override string ToString() => $"{Months} months {Days} days {TimeSpan.FromTicks(Micros) * 10:c}";
}
