using Spectre.Console;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Sinks.Postgres;

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
        LedgerText.Write(report.Ledger, terminal);
        terminal.Out.WriteLine();

        foreach (var warning in report.Warnings)
            Tables.WriteText($"warning: {warning}", terminal);

        var time = TimeSpan.FromTicks(report.Stages.Sum(stage => stage.Elapsed.Ticks));
        var longest = report.Stages.OrderByDescending(stage => stage.Elapsed).Take(3).Select(stage => $"{stage.Stage} {Figures.Time(stage.Elapsed)}");
        Tables.WriteText(
            $"Took {Figures.Time(time)} ({string.Join(", ", longest)}), at most {Figures.Size(report.PeakMemoryBytes)} of memory.", terminal);
        WriteTargets(run, terminal);
    }

    /// <summary>Writes where the datasets are.</summary>
    public static void WriteTargets(RunRequest run, Terminal terminal)
    {
        if (run.Postgres is not null)
            Tables.WriteText($"The datasets are in {new PostgresSchema(run.Postgres, run.Schema).Description}", terminal);
        if (run.Out.Length > 0)
            terminal.Out.WriteLine($"The datasets are in {run.Out}");
    }

    private static Table Published(RunReport report, Terminal terminal)
    {
        var several = report.Datasets.Any(dataset => dataset.Target is not null);
        (string Heading, bool Figures)[] columns = [("dataset", false), ("dates", true), ("rows", true), ("size", true)];
        var table = Tables.Create(terminal, several ? [("target", false), .. columns] : columns);
        foreach (var dataset in report.Datasets)
        {
            // Rows that the target's own server made were never sent.
            var size = dataset is { Bytes: 0, Rows: > 0 } ? "" : Figures.Size(dataset.Bytes);
            string[] cells = [dataset.Name, Figures.Count(dataset.Partitions), Figures.Count(dataset.Rows), size];
            Tables.AddRow(table, several ? [dataset.Target ?? "", .. cells] : cells);
        }

        return table;
    }
}
