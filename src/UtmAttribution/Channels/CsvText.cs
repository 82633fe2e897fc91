using System.Text;
using UtmAttribution.Errors;

namespace UtmAttribution.Channels;

/// <summary>Reads small CSV (RFC 4180: commas, quotes doubled inside quotes) where no database is at hand.</summary>
internal static class CsvText
{
    /// <summary>The records, the header too; an empty value is null. Blank lines are passed over.</summary>
    internal static IEnumerable<IReadOnlyList<string?>> Read(string name, string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var record = Record(name, text, ref at, ref line);
            if (record.Count > 1 || record[0] is not null) yield return record;
        }
    }

    private static List<string?> Record(string name, string text, ref int at, ref int line)
    {
        var values = new List<string?>();
        while (true)
        {
            var value = at < text.Length && text[at] == '"' ? Quoted(name, text, ref at, ref line) : Plain(text, ref at);
            values.Add(value.Length == 0 ? null : value);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] != '\n') throw Broken(name, line, "text after a closing quote or a lone carriage return");
            at++;
            line++;
            return values;
        }
    }

    private static string Plain(string text, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        var value = length < 0 ? text[at..] : text.Substring(at, length);
        at += value.Length;
        return value;
    }

    private static string Quoted(string name, string text, ref int at, ref int line)
    {
        var value = new StringBuilder();
        var firstLine = line;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            if (text[at] == '"')
            {
                at++;
                if (at == text.Length || text[at] != '"') return value.ToString();
            }

            value.Append(text[at]);
        }

        throw Broken(name, firstLine, "a quote that is never closed");
    }

    private static InvalidInputException Broken(string name, int line, string found) =>
        new($"{name}, line {line}: found {found}. Expected comma-separated values (RFC 4180).");
}
