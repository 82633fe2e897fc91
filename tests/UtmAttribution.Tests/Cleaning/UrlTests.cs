using UtmAttribution.Cleaning;

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
    [InlineData("https://e.com/?a=1&b=2", "a=1|b=2")]
    [InlineData("https://e.com/?a=1#x?b=2", "a=1")]
    [InlineData("https://e.com/?a=1?b=2", "a=1?b=2")]
    [InlineData("https://e.com/?UTM_Source=A", "utm_source=A")]
    [InlineData("https://e.com/?a=1&amp;b=2", "a=1|b=2")]
    [InlineData("https://e.com/?a=b=c", "a=b=c")]
    [InlineData("https://e.com/?a&b=", "b=")]
    [InlineData("https://e.com/?a%5F=%41+%2B", "a_=A +")]
    [InlineData("https://e.com/#?a=1", "a=1")]
    [InlineData("/path?a=1", "a=1")]
    [InlineData("https://e.com/", "")]
    [InlineData("https://e.com/?", "")]
    public void The_parameters_of_a_query(string url, string parameters) =>
        Assert.Equal(parameters, string.Join('|', Url.QueryParameters(url).Select(pair => $"{pair.Key}={pair.Value}")));

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
