using Spectre.Console;
using UtmAttribution.Cli.Commands;

namespace UtmAttribution.Cli.Output;

/// <summary>The end of a run for people: what was published, the ledger, what to look at, and where it is.</summary>
internal static class RunSummary
{
    /// <summary>Writes the summary to stdout.</summary>
    public static void Write(RunReport report, RunRequest run, Terminal terminal)
    {
        var dates = report is { From: { } from, To: { } to }
            ? $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd} ({Figures.Count(to.DayNumber - from.DayNumber + 1, "days")})"
            : "no dates: the source has no rows";
        terminal.Out.WriteLine($"Published {dates}, {report.TimeZone}, {report.Currency}, batch {report.BatchId}\n");
        Tables.Write(Published(report, terminal), terminal);

        var lines = report.Ledger.Lines;
        var differ = lines.Count(line => !line.Agrees);
        terminal.Out.WriteLine(differ == 0
            ? $"\nLedger: all {Figures.Count(lines.Count, "lines")} agree\n"
            : $"\nLedger: {differ} of {Figures.Count(lines.Count, "lines")} {(differ == 1 ? "DIFFERS" : "DIFFER")}\n");
        Tables.Write(Ledger(report, terminal), terminal);
        terminal.Out.WriteLine();

        foreach (var warning in report.Warnings)
            Tables.WriteText($"warning: {warning}", terminal);

        var time = TimeSpan.FromTicks(report.Stages.Sum(stage => stage.Elapsed.Ticks));
        var longest = report.Stages.OrderByDescending(stage => stage.Elapsed).Take(3).Select(stage => $"{stage.Stage} {Figures.Time(stage.Elapsed)}");
        Tables.WriteText(
            $"Took {Figures.Time(time)} ({string.Join(", ", longest)}), at most {Figures.Size(report.PeakMemoryBytes)} of memory.", terminal);
        terminal.Out.WriteLine($"The datasets are in {run.Out}");
    }

    private static Table Published(RunReport report, Terminal terminal)
    {
        var table = Tables.Create(terminal, ("dataset", false), ("dates", true), ("rows", true), ("size", true));
        foreach (var dataset in report.Datasets)
            Tables.AddRow(table, dataset.Name, Figures.Count(dataset.Partitions), Figures.Count(dataset.Rows), Figures.Size(dataset.Bytes));

        return table;
    }

    private static Table Ledger(RunReport report, Terminal terminal)
    {
        var table = Tables.Create(terminal, ("", false), ("ledger", false), ("expected", true), ("", false), ("parts", false));
        foreach (var line in report.Ledger.Lines)
        {
            var parts = string.Join(" + ", line.Parts.Select(part => Unbroken($"{part.Name} {Figures.Amount(part.Amount)}", terminal)));
            var found = $"found {Figures.Amount(line.Actual)}, {Figures.Amount(line.Actual - line.Expected)} off";
            string[] cells = [line.Name, Figures.Amount(line.Expected), line.Unit, line.Agrees ? parts : $"{found}{(parts.Length == 0 ? "" : ": ")}{parts}"];
            table.AddRow(cells.Select(Tables.Cell).Prepend(Mark(line.Agrees, terminal)));
        }

        return table;
    }

    /// <summary>On a terminal, lines break between the parts and not inside them.</summary>
    private static string Unbroken(string part, Terminal terminal) =>
        terminal is { OutIsTerminal: true, Unicode: true } ? part.Replace(' ', '\u00A0') : part;

    private static Text Mark(bool agrees, Terminal terminal) => agrees
        ? new(terminal.Unicode ? "✓" : "ok", Color.Green)
        : new(terminal.Unicode ? "✗" : "DIFFERS", Color.Red);
}
