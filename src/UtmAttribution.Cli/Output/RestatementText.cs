using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Options;
using UtmAttribution.Restating;

namespace UtmAttribution.Cli.Output;

/// <summary>How a restatement goes and what it did, for people.</summary>
internal static class RestatementText
{
    /// <summary>A range of dates that is over, in a line.</summary>
    public static string Line(BackfillWindow window, IReadOnlyList<RestatedDate> restated)
    {
        var left = window.Left is { } time && time > TimeSpan.Zero ? $", about {Figures.RoughTime(time)} left" : "";
        var rebuilt = restated.Count(date => window.From <= date.Date && date.Date <= window.To);
        return $"{window.Number} of {window.Count}, {DateRanges.Text(window.From, window.To)}: computed in {Figures.Time(window.Elapsed)}, "
            + $"{(rebuilt == 0 ? "no date" : Figures.Count(rebuilt, "dates"))} rebuilt{left}";
    }

    /// <summary>Writes what moved, and how many dates were looked at.</summary>
    public static void Write(RestatementReport report, RunRequest run, Terminal terminal)
    {
        foreach (var change in report.Changes)
            Tables.WriteText($"computed again, {change}", terminal);
        foreach (var restated in report.Dates)
            Tables.WriteText(RestatedText.Of(restated, terminal.Unicode), terminal);
        foreach (var warning in report.Warnings)
            Tables.WriteText($"warning: {warning}", terminal);
        if (report.Dates.Count > 0)
            RunSummary.WriteTargets(run, terminal);
        Tables.WriteText(Summary(report), terminal);
    }

    private static string Summary(RestatementReport report)
    {
        if (report.AllDates == 0)
            return "Nothing to publish: neither source nor targets have a date";
        var looked = $"Looked at {Figures.Count(report.AllDates, "dates")}";
        return report.ComputedDates == 0
            ? $"{looked}: nothing has changed since they were published"
            : $"{looked}: {Figures.Count(report.ComputedDates)} computed, {Figures.Count(report.RebuiltDates)} rebuilt, {Figures.Count(report.AllDates - report.RebuiltDates)} unchanged";
    }
}
