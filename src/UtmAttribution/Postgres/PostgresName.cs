using System.Text;
using UtmAttribution.Errors;

namespace UtmAttribution.Postgres;

/// <summary>
/// A table's name as the user gives it: <c>table</c> or <c>schema.table</c>, case kept; a part that holds a dot stands in
/// double quotes, in which <c>""</c> is one quote.
/// </summary>
/// <param name="Schema">The schema; null searches the role's path.</param>
/// <param name="Table">The table.</param>
public sealed record PostgresName(string? Schema, string Table)
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="InvalidOptionException">It is none.</exception>
    public static PostgresName Parse(string text)
    {
        var parts = new List<string>();
        for (var at = 0; ;)
        {
            parts.Add(Part(text, ref at));
            if (at == text.Length)
                break;
            if (text[at++] != '.')
                throw Wrong(text);
        }
        return parts is [.., { Length: > 0 } table] && parts.Count <= 2 && parts[0].Length > 0 && !text.Contains('\0')
            ? new(parts.Count == 2 ? parts[0] : null, table)
            : throw Wrong(text);
    }

    /// <summary>An identifier in quotes, whatever it holds.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The name as SQL.</summary>
    public string Quoted => Schema is null ? Quote(Table) : $"{Quote(Schema)}.{Quote(Table)}";

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Table : $"{Schema}.{Table}";

    private static string Part(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var dot = text.IndexOf('.', at);
            var end = dot < 0 ? text.Length : dot;
            var plain = text[at..end];
            at = end;
            return plain;
        }
        var part = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return part.ToString();
                }
                at++;
            }
            part.Append(text[at]);
        }
        throw Wrong(text);
    }

    private static InvalidOptionException Wrong(string text) => new(
        $"\"{text}\" is no name of a table; give table or schema.table, with double quotes around a part that holds a dot, such as shop.\"orders.v2\"");
}
