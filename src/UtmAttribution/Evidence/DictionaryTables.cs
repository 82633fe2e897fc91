using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Evidence;

/// <summary>The engine's tables of distinct texts, filled row by row; number 0 of each is "none".</summary>
internal sealed class DictionaryTables(DuckDBConnection connection) : IDisposable
{
    private readonly TextTable utms = new(connection, "utm_values");
    private readonly TextTable clicks = new(connection, "click_values");
    private readonly TextTable pages = new(connection, "page_values");
    private readonly TextTable referrers = new(connection, "referrer_values");
    private readonly TextTable links = new(connection, "link_values");

    public void AddNone()
    {
        AddUtm(default);
        clicks.AddTexts(null, null);
        pages.Add(default, 0, isNull: true);
        referrers.AddTexts(null, null);
        AddLink(default);
    }

    // Beside the values as they are shown: what may be an id, and what names are compared by.
    public int AddUtm(UtmTuple utm) => utms.AddTexts(
        utm.Source, utm.Medium, utm.Campaign, utm.Content, utm.Term,
        LinkIds.Digits(utm.Campaign), LinkIds.Digits(utm.Content), LinkIds.Digits(utm.Term),
        NameKey(utm.Campaign), NameKey(utm.Content), NameKey(utm.Term));

    public int AddClick(ClickId click) => clicks.AddTexts(click.Name, click.Value);

    public int AddPage(ReadOnlySpan<byte> url, int link) => pages.Add(url, link);

    public int AddReferrer(ReadOnlySpan<byte> url, string? domain) => referrers.Add(url, domain);

    public int AddLink(LinkIds ids) => links.AddTexts(
        ids.Ad, ids.OtherAd, ids.Adset, ids.OtherAdset, ids.Campaign, ids.SecondCampaign, ids.ThirdCampaign);

    /// <summary>The form in which names of campaigns, ad sets and ads are compared.</summary>
    public static string? NameKey(string? name) => name?.Trim() is { Length: > 0 } trimmed ? Casing.ToLower(trimmed) : null;

    public void Close()
    {
        foreach (var table in (ReadOnlySpan<TextTable>)[utms, clicks, pages, referrers, links])
            table.Close();
    }

    public void Dispose()
    {
        foreach (var table in (ReadOnlySpan<TextTable>)[utms, clicks, pages, referrers, links])
            table.Dispose();
    }
}
