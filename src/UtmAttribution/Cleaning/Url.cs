using System.Buffers;
using System.Text;

namespace UtmAttribution.Cleaning;

/// <summary>The two parts of a URL that attribution reads: its host and its query. URLs here are whatever a browser sent, valid or not.</summary>
internal static class Url
{
    /// <summary>The host without user, port and one <c>www.</c>, in lower case; null where the text is a path or has no host.</summary>
    public static string? Host(string? url)
    {
        if (url is null)
            return null;
        var rest = url.AsSpan().Trim();
        var slashes = rest.IndexOf("//", StringComparison.Ordinal);
        if (slashes == 0 || (slashes > 0 && rest[slashes - 1] == ':' && IsScheme(rest[..(slashes - 1)])))
            rest = rest[(slashes + 2)..];
        if (rest.IndexOfAny("/?#") is >= 0 and var end)
            rest = rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        if (rest.LastIndexOf(':') is >= 0 and var colon && !rest[colon..].Contains(']'))
            rest = rest[..colon];
        if (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            rest = rest["www.".Length..];
        return rest.IsEmpty ? null : Casing.ToLower(rest.ToString());
    }

    /// <summary>What stands between the first <c>?</c> and the <c>#</c> behind it; empty without one.</summary>
    public static ReadOnlySpan<char> Query(ReadOnlySpan<char> url)
    {
        var query = url[(url.IndexOf('?') + 1)..];
        if (query.Length == url.Length)
            return default;
        return query.IndexOf('#') is >= 0 and var end ? query[..end] : query;
    }

    /// <summary>A parameter's name as it is looked up: decoded and in lower case.</summary>
    public static string ParameterName(string name)
    {
        var decoded = Casing.ToLower(Decode(name));
        // A page that escaped its ampersands twice sends "amp;utm_source".
        return decoded.StartsWith("amp;", StringComparison.Ordinal) ? decoded["amp;".Length..] : decoded;
    }

    /// <summary>Percent-decoding, once: + is a space, a malformed % stays, %00 goes, bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Decode(string text)
    {
        if (!text.AsSpan().ContainsAny('%', '+'))
            return text;
        var encoded = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length
                && char.IsAsciiHexDigit((char)encoded[i + 1]) && char.IsAsciiHexDigit((char)encoded[i + 2]))
            {
                var value = (byte)((HexDigit(encoded[i + 1]) << 4) | HexDigit(encoded[i + 2]));
                if (value != 0)
                    encoded[length++] = value;
                i += 2;
            }
            else
            {
                encoded[length++] = encoded[i] == '+' ? (byte)' ' : encoded[i];
            }
        }
        return Encoding.UTF8.GetString(encoded, 0, length);
    }

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        !text.IsEmpty && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(SchemeCharacters);

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
