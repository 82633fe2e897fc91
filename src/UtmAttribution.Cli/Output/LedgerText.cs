namespace UtmAttribution.Cli.Output;

/// <summary>The ledger in lines: name, figure, and what it is made of beside it, or below it where the terminal is too narrow.</summary>
internal static class LedgerText
{
    private const int Indent = 6;

    /// <summary>Writes the ledger to stdout.</summary>
    public static void Write(Ledger ledger, Terminal terminal)
    {
        var width = terminal.OutIsTerminal ? terminal.Width : Terminal.Unlimited;
        var names = ledger.Lines.Select(line => line.Name.Length).Append(0).Max();
        var figures = ledger.Lines.Select(line => Figures.Amount(line.Expected).Length).Append(0).Max();
        var marks = ledger.Lines.Select(line => Mark(line, terminal).Length).Append(0).Max();
        foreach (var line in ledger.Lines)
        {
            var mark = Mark(line, terminal).PadRight(marks);
            var head = $"  {line.Name.PadRight(names)}  {Figures.Amount(line.Expected).PadLeft(figures)} {line.Unit.PadRight(4)}  ";
            string[] parts = [.. Parts(line)];
            var beside = string.Concat(parts);
            var room = width - 1 - marks - head.Length;
            terminal.Out.WriteLine($" {Colored(mark, line.Agrees, terminal)}{head}{(beside.Length <= room ? beside : "")}".TrimEnd());
            if (beside.Length > room)
                WriteBelow(parts, width, terminal.Out);
        }
    }

    /// <summary>What the figure is made of; the line breaks only between parts.</summary>
    private static IEnumerable<string> Parts(LedgerLine line)
    {
        if (!line.Agrees)
            yield return $"found {Figures.Amount(line.Actual)}, {Figures.Amount(line.Actual - line.Expected)} off{(line.Parts.Count == 0 ? "" : ": ")}";

        for (var i = 0; i < line.Parts.Count; i++)
            yield return $"{line.Parts[i].Name} {Figures.Amount(line.Parts[i].Amount)}{(i == line.Parts.Count - 1 ? "" : " + ")}";
    }

    private static void WriteBelow(string[] parts, int width, TextWriter writer)
    {
        var line = new string(' ', Indent);
        foreach (var part in parts)
        {
            if (line.Length > Indent && line.Length + part.TrimEnd().Length > width)
            {
                writer.WriteLine(line.TrimEnd());
                line = new string(' ', Indent);
            }

            line += part;
        }

        writer.WriteLine(line.TrimEnd());
    }

    private static string Mark(LedgerLine line, Terminal terminal) =>
        line.Agrees ? (terminal.Unicode ? "✓" : "ok") : (terminal.Unicode ? "✗" : "DIFFERS");

    private static string Colored(string mark, bool good, Terminal terminal) =>
        terminal is { OutIsTerminal: true, Color: true } ? $"\e[{(good ? 32 : 31)}m{mark}\e[0m" : mark;
}
