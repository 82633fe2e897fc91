using Spectre.Console;
using Spectre.Console.Rendering;

namespace UtmAttribution.Cli.Output;

/// <summary>The one look that all tables of the tool have.</summary>
internal static class Tables
{
    /// <summary>An empty table with its headings; figures stand on the right.</summary>
    public static Table Create(Terminal terminal, params IEnumerable<(string Heading, bool Figures)> columns)
    {
        var table = new Table { Border = terminal.Unicode ? TableBorder.Simple : TableBorder.Ascii2, UseSafeBorder = false };
        foreach (var (heading, figures) in columns)
        {
            var column = new TableColumn(new Text(heading)) { Alignment = figures ? Justify.Right : Justify.Left, NoWrap = figures };
            table.AddColumn(column);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(Cell));

    /// <summary>Plain text, whatever characters it has.</summary>
    public static IRenderable Cell(string text) => new Text(text);
}
