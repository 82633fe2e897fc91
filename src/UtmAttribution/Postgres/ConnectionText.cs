using System.Text;
using UtmAttribution.Errors;

namespace UtmAttribution.Postgres;

/// <summary>
/// Reads connections as PostgreSQL's own programs do: <c>postgresql://user@host:port/db?sslmode=require</c>, or
/// <c>host=… dbname='…'</c>. Messages name keywords, never values: a value in the wrong place may be a password.
/// </summary>
internal static class ConnectionText
{
    private const string Example = "give one such as postgresql://user@db.example.com:5432/shop or \"host=db.example.com dbname=shop\"";

    /// <summary>The keywords and their values.</summary>
    /// <exception cref="InvalidOptionException">The text is neither form.</exception>
    public static Dictionary<string, string> Read(string text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["postgresql://", "postgres://"])
        {
            if (text.StartsWith(scheme, StringComparison.Ordinal))
                return ReadUri(text[scheme.Length..]);
        }
        return ReadPairs(text);
    }

    // Not System.Uri: several hosts, sockets as hosts and passwords with any character are allowed here.
    private static Dictionary<string, string> ReadUri(string rest)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var end = rest.IndexOfAny(['@', '/']);
        if (end >= 0 && rest[end] == '@')
        {
            var colon = rest[..end].IndexOf(':');
            SetDecoded(found, "user", rest[..(colon >= 0 ? colon : end)]);
            if (colon >= 0)
                SetDecoded(found, "password", rest[(colon + 1)..end]);
            rest = rest[(end + 1)..];
        }

        var query = rest.IndexOf('?');
        var path = query >= 0 ? rest[..query] : rest;
        var slash = path.IndexOf('/');
        ReadHosts(found, slash >= 0 ? path[..slash] : path);
        if (slash >= 0)
            SetDecoded(found, "dbname", path[(slash + 1)..]);
        foreach (var pair in query >= 0 ? rest[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0)
                throw Wrong("its part behind the '?' is no list of name=value");
            SetDecoded(found, pair[..equals] == "ssl" ? "sslmode" : pair[..equals], pair[..equals] == "ssl" ? "require" : pair[(equals + 1)..]);
        }
        return found;
    }

    private static void ReadHosts(Dictionary<string, string> found, string text)
    {
        var hosts = new List<string>();
        var ports = new List<string>();
        foreach (var host in text.Split(','))
        {
            var bracket = host.StartsWith('[') ? host.IndexOf(']') : -1;
            var colon = host.IndexOf(':', Math.Max(bracket, 0));
            var name = colon >= 0 ? host[..colon] : host;
            hosts.Add(Decode(bracket > 0 ? name.Trim('[', ']') : name));
            ports.Add(colon >= 0 ? host[(colon + 1)..] : "");
        }
        Set(found, "host", string.Join(',', hosts));
        if (ports.Exists(port => port.Length > 0))
            Set(found, "port", string.Join(',', ports));
    }

    private static Dictionary<string, string> ReadPairs(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; ;)
        {
            at = SkipBlanks(text, at);
            if (at == text.Length)
                return found;
            var equals = text.IndexOf('=', at);
            if (equals < 0)
                throw Wrong("it is no list of keyword=value");
            var name = text[at..equals].TrimEnd();
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
                throw Wrong("it is no list of keyword=value");
            Set(found, name, ReadValue(text, SkipBlanks(text, equals + 1), out at));
        }
    }

    // In quotes or up to the next blank; a backslash takes the next character as it is.
    private static string ReadValue(string text, int at, out int end)
    {
        var value = new StringBuilder();
        var quoted = at < text.Length && text[at] == '\'';
        for (at += quoted ? 1 : 0; at < text.Length; at++)
        {
            if (quoted ? text[at] == '\'' : char.IsWhiteSpace(text[at]))
                break;
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        if (quoted && at == text.Length)
            throw Wrong("a quote in it is not closed");
        end = quoted ? at + 1 : at;
        return value.ToString();
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static void SetDecoded(Dictionary<string, string> found, string name, string value) => Set(found, name, Decode(value));

    private static void Set(Dictionary<string, string> found, string name, string value)
    {
        if (value.Length > 0)
            found[name] = value;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static InvalidOptionException Wrong(string problem) =>
        new($"The connection to PostgreSQL can't be understood: {problem}; {Example}.");
}
