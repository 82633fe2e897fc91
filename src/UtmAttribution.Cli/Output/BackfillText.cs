using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Output;

/// <summary>How a backfill goes and what it did, for people.</summary>
internal static class BackfillText
{
    /// <summary>A window that is over, in a line.</summary>
    public static string Line(BackfillWindow window)
    {
        var which = $"window {window.Number} of {window.Count}, {DateRanges.Text(window.From, window.To)}";
        if (window.Published is not { } dates)
            return $"{which}: published before, nothing has changed";
        var only = dates == (window.From, window.To) ? "" : $", of which {DateRanges.Text(dates.From, dates.To)}";
        var rate = window.Elapsed > TimeSpan.Zero ? $", {Figures.Count((long)(window.Orders / window.Elapsed.TotalSeconds))}/s" : "";
        var left = window.Left is { } time && time > TimeSpan.Zero ? $", about {Figures.RoughTime(time)} left" : "";
        return $"{which}{only}: {Figures.Count(window.Orders, "orders")} in {Figures.Time(window.Elapsed)}{rate}{left}";
    }

    /// <summary>Writes what it did.</summary>
    public static void Write(BackfillReport report, RunRequest run, Terminal terminal)
    {
        if (report is not { From: { } from, To: { } to })
        {
            terminal.Out.WriteLine("Nothing to publish: the source has no order and no ad hour in these dates");
            return;
        }

        var published = report.Windows.Where(window => window.Run is not null).ToList();
        var same = report.Windows.Count - published.Count;
        Tables.WriteText(
            $"{DateRanges.Text(from, to)}: {Figures.Count(published.Count, "windows")} published{(same > 0 ? $", {Figures.Count(same)} as they were" : "")}", terminal);
        foreach (var change in report.Changes)
            Tables.WriteText($"published again, {change}", terminal);
        if (published.Count > 0)
        {
            terminal.Out.WriteLine();
            var table = Tables.Create(terminal, ("dates", false), ("orders", true), ("sessions", true), ("mapping rows", true), ("hours", true), ("time", true), ("batch", false));
            foreach (var window in published)
            {
                Tables.AddRow(table,
                    DateRanges.Text(window.Published!.Value.From, window.Published.Value.To), Figures.Count(window.Orders), Rows(window, "utm_sessions"), Rows(window, "utm_order_mapping"),
                    Rows(window, "utm_hourly_metrics"), Figures.Time(window.Elapsed), window.Run!.BatchId);
            }
            Tables.Write(table, terminal);
            terminal.Out.WriteLine();
        }

        foreach (var warning in report.Warnings)
            Tables.WriteText($"warning: {warning}", terminal);
        if (published.Count > 0)
        {
            Tables.WriteText(
                $"Took {Figures.Time(report.Elapsed)}, at most {Figures.Size(published.Max(window => window.Run!.PeakMemoryBytes))} of memory; all ledgers agree.",
                terminal);
        }
        RunSummary.WriteTargets(run, terminal);
    }

    // The same rows in every target.
    private static string Rows(BackfillWindow window, string dataset) => Figures.Count(window.Run!.Datasets.First(published => published.Name == dataset).Rows);
}
