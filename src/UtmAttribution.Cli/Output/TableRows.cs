using System.Data.Common;
using Spectre.Console;

namespace UtmAttribution.Cli.Output;

/// <summary>Rows as an aligned table. On a terminal, long texts and the columns that do not fit are cut, and a line says so.</summary>
internal static class TableRows
{
    private const int MostRows = 10_000;
    private const int NarrowestCut = 14;
    private const int UsualCut = 24;
    private const int Padding = 2;

    /// <summary>Writes the rows that the reader has left; the remark on what is not shown goes to stderr.</summary>
    public static void Write(DbDataReader reader, Terminal terminal, CancellationToken cancellation)
    {
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var rows = new List<string[]>();
        while (rows.Count < MostRows && reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add([.. Enumerable.Range(0, names.Length).Select(column => CellText.OneLine(CellText.Of(reader.GetValue(column)) ?? "NULL"))]);
        }

        var shown = terminal.OutIsTerminal ? Fitting(names, rows, terminal) : names.Length;
        var table = Tables.Create(terminal, names.Take(shown).Select((name, column) => (name, CellText.IsFigure(reader.GetFieldType(column)))));
        foreach (var row in rows)
            Tables.AddRow(table, row.Take(shown));

        Tables.Write(table, terminal, wrap: false);
        Remark(names.Length - shown, rows.Count, reader.Read(), terminal);
    }

    /// <summary>
    /// Cuts the longest cells as far as the width demands; returns how many columns fit then, at least one.
    /// </summary>
    private static int Fitting(string[] names, List<string[]> rows, Terminal terminal)
    {
        var room = terminal.Width - (names.Length * Padding);
        var widths = Widths(names, rows);
        var widest = widths.Max();
        while (widest > NarrowestCut && widths.Sum(width => Math.Min(width, widest)) > room)
            widest--;

        if (widths.Sum(width => Math.Min(width, widest)) > room)
            widest = UsualCut;

        foreach (var row in rows.Append(names))
        {
            for (var column = 0; column < row.Length; column++)
                row[column] = Cut(row[column], widest, terminal.Unicode);
        }

        var used = 0;
        var fitting = widths.TakeWhile(width => (used += Math.Min(width, widest) + Padding) <= terminal.Width).Count();
        return Math.Max(1, fitting);
    }

    private static int[] Widths(string[] names, List<string[]> rows) =>
        [.. names.Select((name, column) => rows.Select(row => row[column].GetCellWidth()).Append(name.GetCellWidth()).Max())];

    private static string Cut(string text, int width, bool unicode)
    {
        if (text.GetCellWidth() <= width)
            return text;

        var mark = unicode ? "…" : "...";
        var kept = 0;
        var cells = mark.Length;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += rune.ToString().GetCellWidth();
            if (cells > width)
                break;

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept] + mark;
    }

    private static void Remark(int hidden, int rows, bool more, Terminal terminal)
    {
        if (more)
            terminal.Say($"Only the first {Figures.Count(rows, "rows")} are shown; --format csv gives all");
        else
            terminal.Say(Figures.Count(rows, "rows"));

        if (hidden > 0)
            terminal.Say($"{Figures.Count(hidden, "columns")} did not fit; select fewer, or use --format csv");
    }
}
