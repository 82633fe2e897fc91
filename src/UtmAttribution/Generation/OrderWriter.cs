using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>Writes orders, each with the evidence that its share of the table has.</summary>
internal sealed class OrderWriter(Shop shop)
{
    private const long Second = OrderTimes.MicrosPerSecond;

    private static readonly int[] Prices = [990, 1450, 1990, 2495, 2900, 3490, 4500, 5990, 7900, 9900, 12900, 24900];

    private readonly Visits _visits = new(shop);
    private readonly JourneyWriter _journeys = new(shop);
    private readonly AttributesWriter _attributes = new();
    private readonly OrderRow _row = new();
    private readonly Visit[] _listed = new Visit[Visits.Most];
    private readonly CurrencyPlan[] _currencies = [.. shop.Options.Currencies.Select(CurrencyPlan.Of)];

    /// <summary>Adds an order, and its copies where it has some; returns the number of rows.</summary>
    public int Write(DuckDBAppender table, long order)
    {
        var random = Prng.At(shop.Options.Seed, RandomStream.Order, order);
        var evidence = EvidenceShares.Of(shop.Options.Seed, order);
        _row.Clear();
        WriteFacts(order, ref random);
        if (evidence.HasJourney())
            WriteJourney(order, evidence, ref random);
        else
            WriteOwnEvidence(evidence, ref random);
        if (_row.Attributes.Length == 0 && random.Below(6) == 0)
            _attributes.WriteNote(_row.Attributes, ref random);

        var hostile = Prng.At(shop.Options.Seed, RandomStream.HostileOrder, order);
        if (hostile.Chance(shop.Options.HostileShare))
            return HostileOrders.Append(_row, table, ref hostile);
        _row.Append(table);
        return 1;
    }

    private void WriteFacts(long order, ref Prng random)
    {
        var created = shop.Times.At(order);
        _row.Id = 5_510_000_000_000 + (order * 1_543);
        _row.Name.Add("#"u8).Add(1001 + order);
        _row.Created = created;
        _row.Updated = created + (random.Between(60, 1_200_000) * Second) + random.Below(1_000_000);
        _row.Cancelled = random.Below(50) == 0 ? created + (random.Between(600, 259_200) * Second) : null;
        _row.Test = random.Below(250) == 0;
        _row.Customer = shop.Customers.IdOf(order);

        var currency = _currencies[random.Below(5) < 3 ? 0 : random.Below(_currencies.Length)];
        var cents = 0L;
        for (var items = 1 + Math.Min(random.Below(4), random.Below(4)); items > 0; items--)
            cents += Prices[Math.Min(random.Below(Prices.Length), random.Below(Prices.Length))];
        if (random.Below(4) == 0)
            cents -= cents * random.Between(5, 30) / 100;
        if (cents < 6000)
            cents += 495;
        _row.Amount = currency.FromCents(cents);
        _row.Currency = currency.Bytes;
        _row.Refunded = random.Below(25) switch
        {
            0 => currency.FromCents(cents * random.Between(10, 100) / 100),
            < 20 => 0,
            _ => null,
        };
    }

    private void WriteJourney(long order, EvidenceKind evidence, ref Prng random)
    {
        var visits = _listed.AsSpan(0, _visits.Listed(order, _listed));
        _journeys.Write(_row.Journey, visits);
        // The order itself repeats its last visit, as Shopify does.
        var last = visits[^1];
        if (random.Below(5) > 0)
            _journeys.WriteLandingPage(_row.LandingPage, last, last.Place.HasFlag(UtmPlace.LandingPage));
        if (random.Below(5) > 0)
            _row.Referrer.Add(JourneyWriter.ReferrerOf(last).Plain);
        if (evidence == EvidenceKind.JourneyUtm && random.Below(7) == 0)
            _journeys.ValuesOf(visits[0])?.CopyTo(_row.Utm, 0);
    }

    private void WriteOwnEvidence(EvidenceKind evidence, ref Prng random)
    {
        var untagged = evidence is EvidenceKind.OrderReferrer;
        var all = TrafficSources.All.Length;
        var visit = new Visit
        {
            Time = _row.Created!.Value,
            Bits = random.Next(),
            // The last source, direct, has no referrer to speak of.
            Source = untagged
                ? TrafficSources.Pick(ref random, TrafficSources.FirstUntagged, all - 1)
                : TrafficSources.Pick(ref random, 0, TrafficSources.FirstUntagged),
        };
        var tags = visit.Source == TrafficSources.Meta ? shop.Tags.Count : TrafficSources.All[visit.Source].Tags.Length;
        visit.Tag = tags == 0 ? 0 : Math.Min(random.Below(tags), random.Below(tags));
        if (random.Chance(shop.Options.HostileShare) && evidence is not (EvidenceKind.None or EvidenceKind.OrderReferrer))
            visit.Hostile = (HostileVisit)random.Between((int)HostileVisit.Text1, (int)HostileVisit.UnusableClickId);

        switch (evidence)
        {
            case EvidenceKind.CustomAttributes:
                _attributes.Write(_row.Attributes, visit, _journeys.ValuesOf(visit), ref random);
                break;
            case EvidenceKind.CustomerUtm:
                _journeys.ValuesOf(visit)?.CopyTo(_row.Utm, 0);
                break;
            case EvidenceKind.OrderLandingPage:
                visit.HasClickId = TrafficSources.All[visit.Source].ClickIds.Length > 0 && random.Below(2) == 0;
                _journeys.WriteLandingPage(_row.LandingPage, visit, tagged: true);
                _row.Referrer.Add(JourneyWriter.ReferrerOf(visit).Plain);
                break;
            case EvidenceKind.OrderReferrer:
                _row.Referrer.Add(JourneyWriter.ReferrerOf(visit).Plain);
                _row.LandingPage.Add("https://shop.example/"u8);
                break;
        }

        if (random.Below(3) == 0)
            _row.Journey.Add("{\"moments\":[]}"u8);
        if (_row.LandingPage.Length == 0 && random.Below(2) == 0)
            _row.LandingPage.Add("https://shop.example/collections/all"u8);
    }
}
