using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Cleaning;

public sealed class UrlTests
{
    [Theory]
    [InlineData("https://www.Example.com/a?b=c", "example.com")]
    [InlineData("http://user:pass@example.com:8080/x", "example.com")]
    [InlineData("//cdn.example.com/x", "cdn.example.com")]
    [InlineData("example.com/path", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("example.com?x=1", "example.com")]
    [InlineData("https://example.com#top", "example.com")]
    [InlineData("https://www.www.example.com/", "www.example.com")]
    [InlineData("HTTPS://WWW.EXAMPLE.COM", "example.com")]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm")]
    [InlineData("https://[::1]:443/x", "[::1]")]
    [InlineData(" https://example.com/ ", "example.com")]
    [InlineData("https://İstanbul.example/", "istanbul.example")]
    [InlineData("/products/shirt", null)]
    [InlineData("", null)]
    [InlineData("https:///x", null)]
    [InlineData("?utm_source=a", null)]
    [InlineData(null, null)]
    public void The_host_of_a_url(string? url, string? host) => Assert.Equal(host, Url.Host(url));

    [Theory]
    [InlineData("https://e.com/?utm_content=1&utm_term=2", "1", "2")]
    [InlineData("https://e.com/?utm_content=1#x?utm_term=2", "1", null)]
    [InlineData("https://e.com/?utm_content=1?utm_term=2", "1?utm_term=2", null)]
    [InlineData("https://e.com/?UTM_Content=A", "A", null)]
    [InlineData("https://e.com/?utm_content=1&amp;utm_term=2", "1", "2")]
    [InlineData("https://e.com/?utm_content=b=c", "b=c", null)]
    [InlineData("https://e.com/?utm_content&utm_term=", null, null)]
    [InlineData("https://e.com/?utm%5Fcontent=%41+%2B", "A +", null)]
    [InlineData("https://e.com/?%55TM%5FTERM=x", null, "x")]
    [InlineData("https://e.com/#?utm_content=1", "1", null)]
    [InlineData("https://e.com/?utm_content=&utm_content=none&utm_content=3&utm_content=4", "3", null)]
    [InlineData("https://e.com/?utm_cont\u0131nt=1", null, null)]
    [InlineData("https://e.com/?utm_content%00=1", "1", null)]
    [InlineData("https://e.com/", null, null)]
    [InlineData("https://e.com/?", null, null)]
    [InlineData("/path?utm_content=1", "1", null)]
    public void The_parameters_of_a_query(string url, string? content, string? term)
    {
        var utm = Parameters.OfUrl(url).Utm;

        Assert.Equal((content, term), (utm.Content, utm.Term));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a+b", "a b")]
    [InlineData("%2B", "+")]
    [InlineData("100%", "100%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%%41", "%A")]
    [InlineData("%2541", "%41")]
    [InlineData("a%00b", "ab")]
    [InlineData("%C3%BC", "ü")]
    [InlineData("%ff", "\uFFFD")]
    [InlineData("%C3x", "\uFFFDx")]
    [InlineData("%F0%9F%98%80", "😀")]
    public void Percent_decoding_is_done_once(string text, string decoded) => Assert.Equal(decoded, Url.Decode(text));
}
