using System.Text;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Evidence;

/// <summary>What is remembered of texts is bounded, and what is published does not depend on it.</summary>
public sealed class EvidenceDictionaryTests
{
    private const int Orders = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Visits_have_the_same_texts_however_little_is_remembered(int largestMemory)
    {
        using var bounded = new EvidenceDatabase(largestMemory);
        using var unbounded = new EvidenceDatabase();

        var expected = unbounded.Texts(Visits(unbounded.Dictionary));

        Assert.Equal(4 * Orders, expected.Count);
        Assert.Contains("01-01 00:00:03 source=own medium=cpc campaign=C3 gclid=G3", string.Join('\n', expected), StringComparison.Ordinal);
        Assert.Equal(expected, bounded.Texts(Visits(bounded.Dictionary)));
        // Otherwise nothing was forgotten, and nothing was tested.
        Assert.NotEqual(unbounded.Count("page_values"), bounded.Count("page_values"));
        Assert.NotEqual(unbounded.Count("utm_values"), bounded.Count("utm_values"));
    }

    [Fact]
    public void A_page_or_referrer_that_is_remembered_is_written_once_and_a_click_id_for_each_page_or_order_that_has_it()
    {
        using var database = new EvidenceDatabase();
        database.Texts(Visits(database.Dictionary));

        // Number 0 is none, and texts differ by the order's number modulo 10.
        Assert.Equal(["11", $"{11 + Orders}", "4"], [database.Count("page_values"), database.Count("click_values"), database.Count("referrer_values")]);
    }

    // Every order has the same few texts as others before: UTM objects, pages that fill them, referrers of other and of own hosts.
    private static List<Visit> Visits(EvidenceDictionary dictionary)
    {
        var visits = new List<Visit>();
        for (var order = 0; order < Orders; order++)
        {
            dictionary.TrimMemory();
            var text = order % 10;
            var utm = dictionary.Utm(Bytes($$"""{"source":"own","campaign":"C{{text}}"}"""));
            var page = dictionary.LandingPage(Bytes($"https://a{text % 2}.example/?utm_medium=cpc&gclid=G{text}&ad_id=10{text}"));
            var referrer = dictionary.Referrer(Bytes($"https://a{text % 3}.example/"));
            var at = 1_735_689_600_000_000 + (order * 1_000_000L);
            visits.Add(dictionary.Visit(at, utm, page, referrer, DataSource.CustomerJourney));
            visits.Add(dictionary.Visit(at, 0, page, Referrer.None, DataSource.CustomerJourney));
            visits.Add(dictionary.Visit(at, utm, LandingPage.None, referrer, DataSource.CustomerJourney));
            visits.Add(dictionary.Visit(at, utm, page, referrer, DataSource.CustomAttributes, dictionary.Click(new("gclid", $"G{text}"))));
        }
        return visits;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
