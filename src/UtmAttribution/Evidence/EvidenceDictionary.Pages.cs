using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <content>Landing pages.</content>
internal sealed partial class EvidenceDictionary
{
    /// <summary>A landing page with what its query says.</summary>
    public LandingPage LandingPage(ReadOnlySpan<byte> url)
    {
        if (url.IsEmpty)
            return Evidence.LandingPage.None;
        var key = TextHash.Of(url);
        if (!_pages.TryGetValue(key, out var page))
            _pages.Add(key, page = NewPage(url));
        if (page.IsPath)
            PathsSeen++;
        return page;
    }

    private LandingPage NewPage(ReadOnlySpan<byte> url)
    {
        var isPath = url[0] == '/' && !url.StartsWith("//"u8);
        var host = isPath ? 0 : Host(url);
        if (!_query.TryRead(url))
        {
            var parameters = Parameters.OfUrl(Encoding.UTF8.GetString(url));
            return new(_tables.AddPage(url, Link(parameters.LinkIds)), Utm(parameters.Utm), Click(parameters.Click), host, isPath);
        }
        var (utm, link) = _query.HasEvidence ? Query(url) : default;
        var click = _query.ClickName < 0 ? 0 : Click(_query.ClickName, _query.ClickValue(url));
        return new(_tables.AddPage(url, link), utm, click, host, isPath);
    }

    private (int Utm, int Link) Query(ReadOnlySpan<byte> url)
    {
        var key = _query.Evidence;
        if (!_queries.TryGetValue(key, out var query))
        {
            var parameters = Parameters.OfUrl(Encoding.UTF8.GetString(url));
            query = (Utm(parameters.Utm), Link(parameters.LinkIds));
            _queries.Add(key, query);
        }
        return query;
    }

    // Nearly all pages begin with the same few hosts.
    private int Host(ReadOnlySpan<byte> url)
    {
        var scheme = url.StartsWith("https://"u8) ? "https://".Length : url.StartsWith("http://"u8) ? "http://".Length : 0;
        var end = url[scheme..].IndexOfAny("/?#"u8);
        if (scheme == 0 || end < 0)
            return HostNumber(Url.Host(Encoding.UTF8.GetString(url)));
        var authority = url[..(scheme + end + 1)];
        var key = TextHash.Of(authority);
        if (!_authorities.TryGetValue(key, out var number))
            _authorities.Add(key, number = HostNumber(Url.Host(Encoding.UTF8.GetString(authority))));
        return number;
    }
}
