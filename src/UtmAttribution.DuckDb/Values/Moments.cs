namespace UtmAttribution.DuckDb.Values;

/// <summary>Dates and times between DuckDB's numbers and .NET's types.</summary>
/// <remarks>
/// DuckDB's infinities are .NET's greatest and least values, as other providers have it. Other values outside the years 1 to 9999
/// have no counterpart and are refused; their numbers can be read raw. Nanoseconds are cut to .NET's 100 ns.
/// </remarks>
internal static class Moments
{
    private const long TicksPerMicro = TimeSpan.TicksPerMicrosecond;
    private const int DaysToEpoch = 719_162;

    internal static DateOnly Date(int days) => days switch
    {
        int.MaxValue => DateOnly.MaxValue,
        -int.MaxValue => DateOnly.MinValue,
        < -DaysToEpoch or > 2_932_896 => throw OutOfRange("DATE", days, "days"),
        _ => DateOnly.FromDayNumber(days + DaysToEpoch),
    };

    internal static int Days(DateOnly date) =>
        date == DateOnly.MaxValue ? int.MaxValue : date == DateOnly.MinValue ? -int.MaxValue : date.DayNumber - DaysToEpoch;

    internal static TimeOnly Time(long micros) =>
        micros is >= 0 and < TimeSpan.TicksPerDay / TicksPerMicro
            ? new TimeOnly(micros * TicksPerMicro)
            : throw OutOfRange("TIME", micros, "microseconds");

    internal static TimeOnly TimeOfNanos(long nanos) =>
        nanos is >= 0 and < TimeSpan.TicksPerDay * TimeSpan.NanosecondsPerTick
            ? new TimeOnly(nanos / TimeSpan.NanosecondsPerTick)
            : throw OutOfRange("TIME_NS", nanos, "nanoseconds");

    /// <summary>40 bits of microseconds, then 24 bits that fall as the offset rises; on the day 0001-01-02, which leaves room for offsets.</summary>
    internal static DateTimeOffset TimeWithZone(ulong bits)
    {
        const int greatestOffset = 16 * 60 * 60 - 1;
        var seconds = greatestOffset - (int)(bits & 0xFF_FFFF);
        var micros = (long)(bits >> 24);
        if (Math.Abs(seconds) > 14 * 60 * 60 || seconds % 60 != 0)
            throw OutOfRange("TIME WITH TIME ZONE", seconds, "seconds of offset");
        return new DateTimeOffset(new DateTime(1, 1, 2).AddTicks(Time(micros).Ticks), TimeSpan.FromSeconds(seconds));
    }

    internal static DateTime Timestamp(DuckDBType type, long value)
    {
        var kind = type == DuckDBType.TimestampTz ? DateTimeKind.Utc : DateTimeKind.Unspecified;
        return value switch
        {
            long.MaxValue => DateTime.SpecifyKind(DateTime.MaxValue, kind),
            -long.MaxValue => DateTime.SpecifyKind(DateTime.MinValue, kind),
            _ => new DateTime(Ticks(type, value), kind),
        };
    }

    /// <summary>Microseconds since 1970; a local time is refused, as what it means depends on the machine.</summary>
    internal static long Micros(DateTime moment)
    {
        if (moment.Kind == DateTimeKind.Local)
            throw new ArgumentException($"The time {moment:O} is local; expected is UTC (or no kind, which is taken as UTC).", nameof(moment));
        return moment.Ticks == DateTime.MaxValue.Ticks ? long.MaxValue
            : moment.Ticks == DateTime.MinValue.Ticks ? -long.MaxValue
            : FloorDivide(moment.Ticks - DateTime.UnixEpoch.Ticks, TicksPerMicro);
    }

    private static long Ticks(DuckDBType type, long value)
    {
        var sinceEpoch = type switch
        {
            DuckDBType.TimestampS => (Int128)value * TimeSpan.TicksPerSecond,
            DuckDBType.TimestampMs => (Int128)value * TimeSpan.TicksPerMillisecond,
            DuckDBType.TimestampNs => FloorDivide(value, TimeSpan.NanosecondsPerTick),
            _ => (Int128)value * TicksPerMicro,
        };
        var ticks = sinceEpoch + DateTime.UnixEpoch.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? (long)ticks
            : throw OutOfRange(type.ToString().ToUpperInvariant(), value, "units since 1970");
    }

    private static long FloorDivide(long value, long by) => value / by - (value % by < 0 ? 1 : 0);

    private static OverflowException OutOfRange(string type, long value, string unit) =>
        new($"The {type} of {value} {unit} has no counterpart in .NET. Read the raw number, or cast it to VARCHAR in the query.");
}
