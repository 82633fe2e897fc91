using Spectre.Console;
using Spectre.Console.Rendering;

namespace UtmAttribution.Cli.Output;

/// <summary>The one look that all tables of the tool have: headings, a rule below them, and no other lines.</summary>
internal static class Tables
{
    /// <summary>An empty table with its headings; figures stand on the right.</summary>
    public static Table Create(Terminal terminal, params IEnumerable<(string Heading, bool Figures)> columns)
    {
        var table = new Table { Border = new RuleBelowHeadings(terminal.Unicode ? "─" : "-"), UseSafeBorder = false };
        foreach (var (heading, figures) in columns)
            table.AddColumn(new TableColumn(Cell(heading)) { Alignment = figures ? Justify.Right : Justify.Left, NoWrap = figures });

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(Cell));

    /// <summary>Plain text, whatever characters it has.</summary>
    public static IRenderable Cell(string text) => new Text(text);

    /// <summary>Writes a sentence to stdout; on a terminal, lines break between words.</summary>
    public static void WriteText(string text, Terminal terminal) => Write(Cell(text), terminal);

    /// <summary>Writes a table or text to stdout, without the blanks that fill its lines up.</summary>
    /// <param name="drawn">What is written.</param>
    /// <param name="terminal">Where to.</param>
    /// <param name="wrap">Whether what is wider than the terminal goes on below, in its column.</param>
    public static void Write(IRenderable drawn, Terminal terminal, bool wrap = true)
    {
        using var lines = new StringWriter();
        var console = terminal.Renderer(lines, terminal.OutIsTerminal);
        if (!wrap)
            console.Profile.Width = Terminal.Unlimited;

        console.Write(drawn);
        foreach (var line in lines.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
            terminal.Out.WriteLine(line);
    }

    private sealed class RuleBelowHeadings(string rule) : TableBorder
    {
        public override string GetPart(TableBorderPart part) => part switch
        {
            TableBorderPart.HeaderBottom => rule,
            TableBorderPart.HeaderTop => " ",
            _ => "",
        };
    }
}
