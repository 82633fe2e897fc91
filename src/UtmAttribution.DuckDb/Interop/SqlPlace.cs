namespace UtmAttribution.DuckDb.Interop;

/// <summary>A place in a SQL text, and the line with a caret under it.</summary>
internal sealed record SqlPlace(int Line, int Column, string Picture)
{
    private const int Around = 60;

    internal static SqlPlace Of(string sql, int position)
    {
        var start = position == 0 ? 0 : sql.LastIndexOf('\n', position - 1) + 1;
        var end = sql.AsSpan(position).IndexOfAny('\r', '\n');
        end = end < 0 ? sql.Length : position + end;
        var line = sql.AsSpan(0, start).Count('\n') + 1;

        var (from, to) = (Math.Max(start, position - Around), Math.Min(end, position + Around));
        var prefix = $"LINE {line}: {(from > start ? "..." : "")}";
        var caret = new string(' ', prefix.Length + position - from) + "^";
        var picture = $"\n\n{prefix}{sql[from..to]}{(to < end ? "..." : "")}\n{caret}";
        return new SqlPlace(line, position - start + 1, picture);
    }
}
