namespace UtmAttribution.Generation;

/// <summary>Writes the visits of an order as Shopify's <c>CustomerJourneySummary</c>.</summary>
internal sealed class JourneyWriter(Shop shop)
{
    private readonly LandingPageWriter _pages = new(shop);
    private readonly EncodedText[] _values = new EncodedText[5];
    private readonly Utf8Buffer _page = new();

    /// <summary>Writes the journey.</summary>
    public void Write(Utf8Buffer target, ReadOnlySpan<Visit> visits)
    {
        target.Add("{\"moments\":["u8);
        WriteMoments(target, visits);
        target.Add("]}"u8);
    }

    /// <summary>Writes the moments, separated by commas.</summary>
    public void WriteMoments(Utf8Buffer target, ReadOnlySpan<Visit> visits)
    {
        for (var i = 0; i < visits.Length; i++)
        {
            if (i > 0)
                target.Add(","u8);
            WriteMoment(target, visits[i]);
        }
    }

    /// <summary>Writes the landing page that the visit would have, with its UTM values where <paramref name="tagged"/>.</summary>
    public void WriteLandingPage(Utf8Buffer target, in Visit visit, bool tagged)
    {
        var tag = TagOf(visit);
        _pages.Write(target, visit, tag, tagged ? ValuesOf(visit, tag) : null);
    }

    /// <summary>The UTM values of a visit, or null where it has none. Valid until the next call.</summary>
    public EncodedText[]? ValuesOf(in Visit visit) => ValuesOf(visit, TagOf(visit));

    /// <summary>The referrer of a visit.</summary>
    public static EncodedText ReferrerOf(in Visit visit)
    {
        var referrers = TrafficSources.All[visit.Source].Referrers;
        return visit.Hostile switch
        {
            HostileVisit.OwnReferrer => HostileReferrers[0],
            HostileVisit.UpperCaseReferrer => HostileReferrers[1],
            _ => referrers[(int)(visit.Bits >> 40) % referrers.Length],
        };
    }

    private static readonly EncodedText[] HostileReferrers =
        [EncodedText.Of("https://www.SHOP.example/cart?utm_source=cart"), EncodedText.Of("HTTPS://WWW.Google.COM:443/search?q=oak+lamp")];

    private UtmTag? TagOf(in Visit visit)
    {
        if (visit.Source == TrafficSources.Meta)
            return shop.Tags.At(visit.Tag, visit.Time);
        var tags = TrafficSources.All[visit.Source].Tags;
        return tags.Length == 0 ? null : tags[visit.Tag];
    }

    private EncodedText[]? ValuesOf(in Visit visit, UtmTag? tag)
    {
        if (visit.Hostile is not (HostileVisit.Text1 or HostileVisit.Text2 or HostileVisit.Text3))
            return tag?.Values;
        for (var i = 0; i < _values.Length; i++)
            _values[i] = tag?.Values[i] ?? EncodedText.Null;
        var random = new Prng(visit.Bits ^ 0xE1);
        _values[random.Below(5)] = HostileText.All[random.Below(HostileText.All.Length)].Text;
        return _values;
    }

    private void WriteMoment(Utf8Buffer target, in Visit visit)
    {
        var tag = TagOf(visit);
        var values = ValuesOf(visit, tag);
        // A hostile text needs a place even where the visit came by no tag.
        var place = values is not null && tag is null ? UtmPlace.Both : values is null ? UtmPlace.None : visit.Place;
        var inPage = place.HasFlag(UtmPlace.LandingPage) || HostileMoments.NeedsPage(visit.Hostile);
        _pages.Write(_page.Clear(), visit, tag, inPage ? values : null);
        var inParameters = place.HasFlag(UtmPlace.Parameters);
        if (HostileMoments.TryWrite(target, visit, _page.Written, inParameters ? values : null))
            return;

        WriteStart(target, visit.Time, _page.Written, visit);
        if (!inParameters)
            target.Add("null}"u8);
        else if (values == tag?.Values)
            target.Add(tag!.Json).Add("}"u8);
        else
            WriteValues(target, values!);
    }

    private static void WriteValues(Utf8Buffer target, EncodedText[] values)
    {
        UtmTag.WriteJson(target, values);
        target.Add("}"u8);
    }

    private static void WriteStart(Utf8Buffer target, long time, ReadOnlySpan<byte> page, in Visit visit)
    {
        target.Add("{\"occurredAt\":\""u8);
        IsoTime.Write(target, time);
        target.Add("\","u8);
        WriteOrigin(target, page, visit);
        target.Add(",\"utmParameters\":"u8);
    }

    /// <summary>Writes landing page, referrer and source of a moment.</summary>
    internal static void WriteOrigin(Utf8Buffer target, ReadOnlySpan<byte> page, in Visit visit) =>
        target.Add("\"landingPage\":\""u8).Add(page)
            .Add("\",\"referrerUrl\":"u8).Add(ReferrerOf(visit).Json)
            .Add(",\"source\":\""u8).Add(TrafficSources.All[visit.Source].Name).Add("\""u8);
}
