using Spectre.Console;
using UtmAttribution.Cli.Commands;

namespace UtmAttribution.Cli.Output;

/// <summary>The end of a run for people: what was published, the ledger, what to look at, and where it is.</summary>
internal static class RunSummary
{
    /// <summary>Writes the summary to stdout.</summary>
    public static void Write(RunReport report, RunRequest run, Terminal terminal)
    {
        var console = terminal.Renderer(onError: false);
        var dates = report is { From: { } from, To: { } to }
            ? $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd} ({Figures.Count(to.DayNumber - from.DayNumber + 1, "days")})"
            : "no dates: the source has no rows";
        Line(console, $"Published {dates}, {report.TimeZone}, {report.Currency}, batch {report.BatchId}");
        console.Write(Published(report, terminal));

        var differ = report.Ledger.Lines.Count(line => !line.Agrees);
        Line(console, differ == 0 ? $"Ledger: all {Figures.Count(report.Ledger.Lines.Count, "lines")} agree" : $"Ledger: {Figures.Count(differ, "lines")} of {report.Ledger.Lines.Count} DIFFER");
        console.Write(Ledger(report, terminal));

        foreach (var warning in report.Warnings)
            console.Write(Marked("yellow", $"warning: {warning}\n"));

        var time = TimeSpan.FromTicks(report.Stages.Sum(stage => stage.Elapsed.Ticks));
        var longest = report.Stages.OrderByDescending(stage => stage.Elapsed).Take(3).Select(stage => $"{stage.Stage} {Figures.Time(stage.Elapsed)}");
        Line(console, $"Took {Figures.Time(time)} ({string.Join(", ", longest)}), at most {Figures.Size(report.PeakMemoryBytes)} of memory.");
        Line(console, $"The datasets are in {run.Out}");
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
            var parts = string.Join(" + ", line.Parts.Select(part => $"{part.Name} {Figures.Amount(part.Amount)}"));
            var found = line.Agrees ? parts : $"found {Figures.Amount(line.Actual)}, {Figures.Amount(line.Actual - line.Expected)} off{(parts.Length == 0 ? "" : $": {parts}")}";
            table.AddRow(Mark(line.Agrees, terminal), Tables.Cell(line.Name), Tables.Cell(Figures.Amount(line.Expected)), Tables.Cell(line.Unit), Tables.Cell(found));
        }

        return table;
    }

    private static Text Mark(bool agrees, Terminal terminal) => agrees
        ? Marked("green", terminal.Unicode ? "✓" : "ok")
        : Marked("red", terminal.Unicode ? "✗" : "DIFFERS");

    private static Text Marked(string color, string text) => new(text, Style.Parse(color));

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));
}
