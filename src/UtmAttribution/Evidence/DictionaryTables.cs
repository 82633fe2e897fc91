using UtmAttribution.Cleaning;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;

namespace UtmAttribution.Evidence;

/// <summary>The engine's tables of distinct texts, filled row by row; number 0 of each is "none".</summary>
internal sealed class DictionaryTables(LoadedRows tables, PartNumbers numbers) : IDisposable
{
    private readonly TextTable _utms = new(tables, "utm_values", numbers);
    private readonly TextTable _clicks = new(tables, "click_values", numbers);
    private readonly TextTable _pages = new(tables, "page_values", numbers);
    private readonly TextTable _referrers = new(tables, "referrer_values", numbers);
    private readonly TextTable _links = new(tables, "link_values", numbers);

    public void AddNone()
    {
        foreach (var table in (ReadOnlySpan<TextTable>)[_utms, _pages, _referrers, _links])
            table.AddNone();
        _clicks.AddNone(hasNumber: true);
    }

    // Beside the values as they are shown: what may be an id, and what names are compared by.
    public int AddUtm(UtmTuple utm) => _utms.AddTexts(
        utm.Source, utm.Medium, utm.Campaign, utm.Content, utm.Term,
        LinkIds.Digits(utm.Campaign), LinkIds.Digits(utm.Content), LinkIds.Digits(utm.Term),
        NameKey(utm.Campaign), NameKey(utm.Content), NameKey(utm.Term));

    public int AddClick(int name, ReadOnlySpan<byte> value) => _clicks.Add(ClickIds.NumberOf(name), value);

    public int AddPage(ReadOnlySpan<byte> url) => _pages.Add(url);

    public int AddReferrer(ReadOnlySpan<byte> url, string? domain) => _referrers.Add(url, domain);

    public int AddLink(LinkIds ids) => _links.AddTexts(
        ids.Ad, ids.OtherAd, ids.Adset, ids.OtherAdset, ids.Campaign, ids.SecondCampaign, ids.ThirdCampaign);

    /// <summary>The form in which names of campaigns, ad sets and ads are compared.</summary>
    public static string? NameKey(string? name) => name?.Trim() is { Length: > 0 } trimmed ? Casing.ToLower(trimmed) : null;

    public void Close()
    {
        foreach (var table in (ReadOnlySpan<TextTable>)[_utms, _clicks, _pages, _referrers, _links])
            table.Close();
    }

    public void Dispose()
    {
        foreach (var table in (ReadOnlySpan<TextTable>)[_utms, _clicks, _pages, _referrers, _links])
            table.Dispose();
    }
}
