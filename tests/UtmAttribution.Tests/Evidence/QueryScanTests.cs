using System.Text;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Evidence;

/// <summary>A query that is read on its bytes says what one says whose every name and value is a string.</summary>
public sealed class QueryScanTests
{
    private static readonly string[] Names =
    [
        "gclid", "GCLID", "fbclid", "_kx", "utm_source", "Utm_Campaign", "ad_id", "utm_content", "other", "", "gcl%69d", "amp;gclid", "li_fat_id", "utm_sourcé",
    ];

    private static readonly string[] Values =
    [
        "Abc-123_x.y~", "nan", "NULL", "undefined", "nanometre1", "__AD__", "__x", "{{ad.id}}", "{ad}", "", " ", "%20", "a+b", "a%2Fb", "%zz", "é", "(not set)", "none", "1",
    ];

    [Fact]
    public void Click_ids_and_other_evidence_agree_with_the_parameters()
    {
        var random = new Random(5);
        var scan = new QueryScan();
        var evidence = new Dictionary<TextHash, (UtmTuple, LinkIds)>();
        var (plain, withClick) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var pairs = Enumerable.Range(0, random.Next(5)).Select(_ => $"{Names[random.Next(Names.Length)]}{(random.Next(10) > 0 ? "=" : "")}{Values[random.Next(Values.Length)]}");
            var text = $"https://shop.example/{(random.Next(9) > 0 ? "?" : "")}{string.Join('&', pairs)}{(random.Next(5) > 0 ? "" : "#x?gclid=no&y")}";
            var url = Encoding.UTF8.GetBytes(text);
            if (!scan.TryRead(url))
                continue;
            plain++;

            var parameters = Parameters.OfUrl(text);
            var click = scan.ClickName < 0 ? (ClickId?)null : new(ClickIds.Names[scan.ClickName], Encoding.UTF8.GetString(scan.ClickValue(url)));
            Assert.True(parameters.Click == click, text);
            withClick += click is null ? 0 : 1;

            var expected = (parameters.Utm, parameters.LinkIds);
            if (!scan.HasEvidence)
                Assert.True(expected == default, text);
            else if (!evidence.TryAdd(scan.Evidence, expected))
                Assert.True(evidence[scan.Evidence] == expected, text);
        }
        // Otherwise nothing was compared.
        Assert.True(plain > 5_000 && withClick > 300 && evidence.Count > 100, $"{plain} {withClick} {evidence.Count}");
    }

    [Theory]
    [InlineData("https://WWW.Other.example:443/x?y", "http://other.example/", false)]
    [InlineData("http://user@other.example?x", "https://www.other.example", false)]
    [InlineData("other.example/x", "https://other.example/", false)]
    [InlineData("//other.example/x", "https://other.example/", false)]
    [InlineData("/x//other.example/", "https://other.example/", true)]
    [InlineData("HTTPS://third.example/", "https://other.example/", true)]
    public void A_page_of_the_referrers_host_makes_no_referral(string page, string referrer, bool isReferral)
    {
        using var database = new EvidenceDatabase();
        var dictionary = database.Dictionary;

        var visit = dictionary.Visit(
            0, 0, dictionary.LandingPage(Encoding.UTF8.GetBytes(page)), dictionary.Referrer(Encoding.UTF8.GetBytes(referrer)), DataSource.CustomerJourney);

        Assert.Equal(isReferral, visit.HasReferrerDomain);
    }
}
