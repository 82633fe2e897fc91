namespace UtmAttribution.Generation;

/// <summary>Makes a visit hostile, and moves its time where that is what is hostile about it.</summary>
internal static class HostileTimes
{
    private const long Second = OrderTimes.MicrosPerSecond;
    private const long Day = OrderTimes.MicrosPerDay;

    private static readonly int Kinds = Enum.GetValues<HostileVisit>().Length - 1;

    public static void Apply(ref Visit visit, ref Prng random, long placed, ClockChanges clocks)
    {
        visit.Hostile = (HostileVisit)(1 + random.Below(Kinds));
        var edge = Edge(ref random);
        var time = visit.Hostile switch
        {
            HostileVisit.Midnight => clocks.MidnightBefore(visit.Time, random.Below(5)) + edge,
            HostileVisit.ClockChange => (clocks.Before(placed) ?? clocks.MidnightBefore(visit.Time, random.Below(5))) + Around(ref random),
            HostileVisit.TooOld => placed - (30 * Day) - (random.Between(1, 2_000_000) * Second),
            HostileVisit.Before2000 => 946_684_800 * Second - (random.Between(1, 100_000) * Second),
            HostileVisit.LongAfterOrder => placed + Day + (random.Between(1, 900_000) * Second),
            HostileVisit.SoonAfterOrder => placed + (random.Between(0, 86_400) * Second),
            HostileVisit.ExactlyLookback => placed - (30 * Day) + edge,
            // Times without seconds and with nine decimals are written for the very same instant.
            HostileVisit.TimeFormat => visit.Time - (visit.Time % (60 * Second)),
            _ => visit.Time,
        };
        var mayFollow = visit.Hostile is HostileVisit.LongAfterOrder or HostileVisit.SoonAfterOrder;
        visit.Time = mayFollow ? time : Math.Min(time, placed);
    }

    private static long Edge(ref Prng random) => random.Below(5) switch
    {
        0 => 0,
        1 => -1,
        2 => 1,
        3 => -random.Between(1, 120) * Second,
        _ => random.Between(1, 120) * Second,
    };

    // Up to two hours before or after, so that the repeated and the missing hour are met.
    private static long Around(ref Prng random) => random.Below(4) == 0 ? Edge(ref random) : random.Between(-7_200, 7_200) * Second;
}
