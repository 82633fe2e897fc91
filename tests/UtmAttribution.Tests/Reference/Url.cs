using System.Text;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>A URL's query and host (section 2, Text and time).</summary>
internal static partial class Url
{
    /// <summary>The query's parameters: lower-case names, cleaned values, of repeated names the first usable one.</summary>
    public static Dictionary<string, string> Query(string? url)
    {
        var parameters = new Dictionary<string, string>();
        var start = url?.IndexOf('?') ?? -1;
        if (start < 0)
            return parameters;
        var query = url![(start + 1)..];
        var end = query.IndexOf('#');
        foreach (var pair in (end < 0 ? query : query[..end]).Split('&'))
        {
            var equals = pair.IndexOf('=');
            if (equals < 0)
                continue; // no value, so none that is usable
            var name = Text.Lower(Decode(pair[..equals]));
            if (name.StartsWith("amp;", StringComparison.Ordinal))
                name = name[4..];
            if (Text.Clean(Decode(pair[(equals + 1)..])) is { } value)
                parameters.TryAdd(name, value);
        }
        return parameters;
    }

    /// <summary>The host: lower-case, without user, port and one <c>www.</c>; null for a path.</summary>
    public static string? Host(string? url)
    {
        if (url is null)
            return null;
        var text = url.Trim();
        var scheme = Scheme().Match(text);
        if (!scheme.Success && text.StartsWith('/'))
            return null;
        var host = text[(scheme.Success ? scheme.Length : 0)..];
        var end = host.IndexOfAny(['/', '?', '#']);
        host = end < 0 ? host : host[..end];
        host = host[(host.LastIndexOf('@') + 1)..];
        host = Text.Lower(Port().Replace(host, ""));
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        return Text.NullIfEmpty(host);
    }

    /// <summary>Percent-decoded once; <c>+</c> is a space; a malformed <c>%</c> stays, <c>%00</c> goes, wrong bytes become U+FFFD.</summary>
    public static string Decode(string text)
    {
        if (text.IndexOfAny(['%', '+']) < 0)
            return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '+')
                bytes.Add((byte)' ');
            else if (text[i] == '%' && i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                var value = Convert.ToByte(text.Substring(i + 1, 2), 16);
                if (value != 0)
                    bytes.Add(value);
                i += 2;
            }
            else
            {
                var length = char.IsSurrogatePair(text, i) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"\A(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@":[0-9]*\z", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Port();
}
