namespace UtmAttribution.Generation;

/// <summary>
/// The visits that led to an order: its own, and those of the customer's earlier orders of the last 30 days, so that
/// journeys overlap. An order's own visits are a pure function of its number.
/// </summary>
internal sealed class Visits(Shop shop)
{
    /// <summary>The most visits that a journey lists, hostile extras included.</summary>
    public const int Most = 14;

    private const int MostMoments = 12;
    private const long Second = OrderTimes.MicrosPerSecond;

    // The gap to the visit before: within a session, the same day, the same week, earlier.
    private static readonly (int Weight, int From, int To)[] Gaps =
        [(25, 20, 1_700), (13, 1_900, 7_200), (24, 7_200, 86_400), (24, 86_400, 432_000), (14, 432_000, 1_300_000)];

    private static readonly int[] GapWeights = [.. Gaps.Select(gap => gap.Weight)];

    private static ReadOnlySpan<int> CountWeights => [380, 220, 140, 90, 60, 40, 25, 18, 12, 8, 5, 2];

    /// <summary>Fills the visits that an order lists, by time; returns how many there are.</summary>
    public int Listed(long order, Span<Visit> target)
    {
        var count = Own(order, target);
        if (count == 0)
            return 0;
        var oldest = shop.Times.At(order) - (30 * OrderTimes.MicrosPerDay);
        Span<Visit> earlier = stackalloc Visit[Most];
        for (var previous = shop.Customers.PreviousOrder(order); previous >= 0 && count < MostMoments; previous = shop.Customers.PreviousOrder(previous))
        {
            if (shop.Times.At(previous) < oldest)
                break;
            var found = Own(previous, earlier);
            for (var i = found - 1; i >= 0 && count < MostMoments; i--)
            {
                if (earlier[i].Time >= oldest)
                    target[count++] = earlier[i];
            }
        }

        SortByTime(target[..count]);
        return count;
    }

    private int Own(long order, Span<Visit> target)
    {
        var options = shop.Options;
        var evidence = EvidenceShares.Of(options.Seed, order);
        if (!evidence.HasJourney())
            return 0;
        var random = Prng.At(options.Seed, RandomStream.Visits, order);
        var placed = shop.Times.At(order);
        var wanted = random.Weighted(CountWeights) + 1;
        var time = placed - (random.Between(45, 2_400) * Second);
        var count = 0;
        for (var i = 0; i < wanted; i++)
        {
            var visit = new Visit { Time = time, Bits = random.Next() };
            ChooseSource(ref visit, evidence, i == 0, ref random);
            if (random.Chance(options.HostileShare))
                HostileTimes.Apply(ref visit, ref random, placed, shop.Clocks);
            target[count++] = visit;
            if (visit.Hostile is HostileVisit.Twice && count < Most)
                target[count++] = visit;
            else if (visit.Hostile is HostileVisit.SameTime or HostileVisit.ExactlyTimeout && count < Most)
                target[count++] = Neighbour(visit, evidence, ref random);
            if (count >= MostMoments)
                break;
            var (_, from, to) = Gaps[random.Weighted(GapWeights)];
            time -= random.Between(from, to) * Second;
        }

        return count;
    }

    // A second visit at the same time, or exactly 30 minutes (and a second, now and then) later.
    private Visit Neighbour(Visit visit, EvidenceKind evidence, ref Prng random)
    {
        var gap = visit.Hostile == HostileVisit.SameTime ? 0 : 1800 + random.Below(2);
        var neighbour = new Visit { Time = visit.Time + (gap * Second), Bits = random.Next(), Hostile = visit.Hostile };
        ChooseSource(ref neighbour, evidence, false, ref random);
        return neighbour;
    }

    private void ChooseSource(ref Visit visit, EvidenceKind evidence, bool last, ref Prng random)
    {
        var all = TrafficSources.All.Length;
        visit.Source = evidence switch
        {
            EvidenceKind.JourneyReferrer => TrafficSources.Pick(ref random, TrafficSources.FirstUntagged, all),
            EvidenceKind.JourneyClickId when last => TrafficSources.Pick(ref random, 0, TrafficSources.WithClickId),
            _ when last => TrafficSources.Pick(ref random, 0, TrafficSources.FirstUntagged),
            _ => TrafficSources.Pick(ref random, 0, all),
        };
        var source = TrafficSources.All[visit.Source];
        var tags = visit.Source == TrafficSources.Meta ? shop.Tags.Count : source.Tags.Length;
        // The lower of two: some ads are clicked much more than others.
        visit.Tag = tags == 0 ? 0 : Math.Min(random.Below(tags), random.Below(tags));
        visit.HasClickId = source.ClickIds.Length > 0 && (evidence == EvidenceKind.JourneyClickId || random.Below(10) < 7);
        if (tags > 0)
        {
            visit.Place = evidence switch
            {
                EvidenceKind.JourneyClickId => UtmPlace.None,
                EvidenceKind.JourneyLandingPage => UtmPlace.LandingPage,
                _ => random.Below(10) < 7 ? UtmPlace.Both : UtmPlace.Parameters,
            };
        }

        // Facebook adds its click id to unpaid links too, but not in a journey that is to have referrers at most.
        if (evidence == EvidenceKind.JourneyReferrer)
            visit.HasClickId = false;
    }

    // Stable, and the fastest there is for a dozen.
    private static void SortByTime(Span<Visit> visits)
    {
        for (var i = 1; i < visits.Length; i++)
        {
            var visit = visits[i];
            var at = i;
            for (; at > 0 && visits[at - 1].Time > visit.Time; at--)
                visits[at] = visits[at - 1];
            visits[at] = visit;
        }
    }
}
