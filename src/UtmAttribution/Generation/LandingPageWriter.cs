using System.Text;

namespace UtmAttribution.Generation;

/// <summary>Writes the landing page of a visit: host, path, and a query with its UTM values, click id and the shop's own parameters.</summary>
internal sealed class LandingPageWriter(Shop shop)
{
    private static readonly string[] Nouns = ["shirt", "lamp", "bowl", "blanket", "stool", "shelf", "vase", "candle", "rug", "mug", "tray", "clock"];
    private static readonly string[] Materials = ["linen", "oak", "walnut", "ceramic", "wool", "brass", "cotton", "glass", "stone", "cork"];

    private static readonly byte[][] Paths =
    [
        .. from material in Materials from noun in Nouns select Encoding.UTF8.GetBytes($"/products/{material}-{noun}"),
        .. from material in Materials select Encoding.UTF8.GetBytes($"/collections/{material}"),
        "/"u8.ToArray(), "/"u8.ToArray(), "/"u8.ToArray(), "/pages/sale"u8.ToArray(), "/products/gr%C3%B6%C3%9Fe-m"u8.ToArray(),
    ];

    private bool _hasQuery;

    /// <summary>Writes the page; <paramref name="values"/> and <paramref name="tag"/> are null where it has no UTM values.</summary>
    public void Write(Utf8Buffer target, in Visit visit, UtmTag? tag, EncodedText[]? values)
    {
        var random = new Prng(visit.Bits ^ 0x5B);
        _hasQuery = false;
        target.Add(Host(visit.Hostile, random.Below(7))).Add(Paths[random.Below(Paths.Length)]);
        if (visit.Hostile == HostileVisit.SecondQuestionMark)
            Next(target).Add("ref=a?b"u8);
        if (visit.Hostile == HostileVisit.EmptyValues)
            Next(target).Add("utm_source=&utm_medium=%20&utm_campaign=(not%20set)&&utm_content=%7Badid%7D&=x&utm_term"u8);
        WriteUtm(target, visit.Hostile, tag, values);
        WriteIds(target, visit);
        WriteClickIds(target, visit, ref random);
        switch (random.Below(8))
        {
            case 0:
                Next(target).Add("variant="u8).Add(40_123_456_000_000 + random.Below(100_000));
                break;
            case 1:
                Next(target).Add("_pos="u8).Add(random.Between(1, 24)).Add("&_ss=r&_fid="u8).AddToken(ref random, 9);
                break;
        }

        if (visit.Hostile == HostileVisit.ValuesInFragment)
            target.Add("#reviews&utm_source=fragment&gclid=fragment"u8);
    }

    private static ReadOnlySpan<byte> Host(HostileVisit hostile, int choice) => hostile switch
    {
        HostileVisit.PathOnly => ""u8,
        HostileVisit.NoScheme => "//shop.example"u8,
        HostileVisit.UserAndPort => "https://user:secret@WWW.Shop.Example:8443"u8,
        _ => choice == 0 ? "https://www.shop.example"u8 : "https://shop.example"u8,
    };

    private Utf8Buffer Next(Utf8Buffer target)
    {
        target.Add(_hasQuery ? "&"u8 : "?"u8);
        _hasQuery = true;
        return target;
    }

    private void WriteUtm(Utf8Buffer target, HostileVisit hostile, UtmTag? tag, EncodedText[]? values)
    {
        if (values is null)
            return;
        Next(target);
        if (hostile == HostileVisit.UpperCaseNames)
            UtmTag.WriteQuery(target, values, "UTM_"u8, "&"u8);
        else if (hostile == HostileVisit.HtmlAmpersands)
            UtmTag.WriteQuery(target, values, "utm_"u8, "&amp;"u8);
        else if (tag is not null && tag.Values == values)
            target.Add(tag.Query);
        else
            UtmTag.WriteQuery(target, values, "utm_"u8, "&"u8);
        if (hostile == HostileVisit.RepeatedNames)
            target.Add("&utm_source=second&UTM_Campaign=second&utm_content=second"u8);
    }

    private void WriteIds(Utf8Buffer target, in Visit visit)
    {
        if (visit.Hostile is not (HostileVisit.IdsInQuery or HostileVisit.HsaIdsInQuery))
            return;
        var ad = shop.Ads.Ads[(int)(visit.Bits % (uint)shop.Ads.Ads.Length)];
        var hsa = visit.Hostile == HostileVisit.HsaIdsInQuery;
        Next(target).Add(hsa ? "hsa_ad="u8 : "ad_id="u8).Add(Encoding.UTF8.GetBytes(ad.Node.Id))
            .Add(hsa ? "&hsa_grp="u8 : "&adset_id="u8).Add(Encoding.UTF8.GetBytes(shop.Ads.AdSetOf(ad).Id))
            .Add(hsa ? "&hsa_cam="u8 : "&campaign_id="u8).Add(Encoding.UTF8.GetBytes(shop.Ads.CampaignOf(ad).Id));
    }

    private void WriteClickIds(Utf8Buffer target, in Visit visit, ref Prng random)
    {
        if (visit.Hostile == HostileVisit.UnusableClickId)
            Next(target).Add("gclid=&gclid=null&gbraid=%7Bgbraid%7D&fbclid="u8).AddToken(ref random, 20);
        if (visit.Hostile == HostileVisit.TwoClickIds)
            Next(target).Add("fbclid="u8).AddToken(ref random, 20).Add("&GCLID="u8).AddToken(ref random, 30);
        if (!visit.HasClickId)
            return;
        var ids = TrafficSources.All[visit.Source].ClickIds;
        // Sources with several share them out by tag: each network has its own.
        ids[visit.Tag % ids.Length].WriteQuery(Next(target), ref random);
    }
}
