using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <content>Landing pages.</content>
internal sealed partial class EvidenceDictionary
{
    /// <summary>A landing page with what its query says.</summary>
    public LandingPage LandingPage(ReadOnlySpan<byte> url) =>
        url.IsEmpty ? Evidence.LandingPage.None : LandingPage(url, TextHash.Of(url));

    /// <summary>A landing page that is not empty, with what its query says.</summary>
    /// <param name="url">Its text.</param>
    /// <param name="hash">The text's hash.</param>
    public LandingPage LandingPage(ReadOnlySpan<byte> url, TextHash hash)
    {
        ref var facts = ref _pages.GetOrAdd(hash, out var exists);
        if (!exists)
            facts = NewPage(url);
        if (facts.Host == PageFacts.Path)
            PathsSeen++;
        return new(hash.Number, facts);
    }

    /// <summary>Brings near what is known of a landing page that is asked for soon.</summary>
    public void BringNear(TextHash page) => _near ^= _pages.BringNear(page);

    private PageFacts NewPage(ReadOnlySpan<byte> url)
    {
        var isPath = url[0] == '/' && !url.StartsWith("//"u8);
        var host = isPath ? PageFacts.Path : Host(url);
        if (!_query.TryRead(url))
        {
            var parameters = Parameters.OfUrl(Encoding.UTF8.GetString(url));
            return new(_tables.AddPage(url), Link(parameters.LinkIds), Utm(parameters.Utm), Click(parameters.Click), host);
        }
        var (utm, link) = _query.HasEvidence ? Query(url) : default;
        var click = _query.ClickName < 0 ? default : Click(_query.ClickName, _query.ClickValue(url));
        return new(_tables.AddPage(url), link, utm, click, host);
    }

    private (int Utm, int Link) Query(ReadOnlySpan<byte> url)
    {
        ref var query = ref _queries.GetOrAdd(_query.Evidence, out var exists);
        if (!exists)
        {
            var parameters = Parameters.OfUrl(Encoding.UTF8.GetString(url));
            query = (Utm(parameters.Utm), Link(parameters.LinkIds));
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
        ref var number = ref _authorities.GetOrAdd(TextHash.Of(authority), out var exists);
        if (!exists)
            number = HostNumber(Url.Host(Encoding.UTF8.GetString(authority)));
        return number;
    }
}
