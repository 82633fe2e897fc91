using UtmAttribution.Backfilling;
using UtmAttribution.Restating;

namespace UtmAttribution.Cli.Output;

/// <summary>What a restatement did, for programs.</summary>
/// <param name="From">The first local date that it answers for, inclusive; null where there is none.</param>
/// <param name="To">The last, inclusive.</param>
/// <param name="AllDates">How many dates it answers for.</param>
/// <param name="ComputedDates">How many of these were computed again.</param>
/// <param name="RebuiltDates">How many of these were rebuilt.</param>
/// <param name="Changes">What made dates be computed again, a sentence each.</param>
/// <param name="Warnings">What a person should look at, a sentence each.</param>
/// <param name="Dates">The dates that were rebuilt, in order.</param>
/// <param name="Runs">The ranges of dates that were computed again, in order.</param>
internal sealed record RestatementJson(
    DateOnly? From, DateOnly? To, int AllDates, int ComputedDates, int RebuiltDates, IReadOnlyList<string> Changes, IReadOnlyList<string> Warnings,
    IReadOnlyList<RestatedDate> Dates, IEnumerable<RestatementJson.Run> Runs)
{
    /// <summary>Writes it.</summary>
    public static void Write(RestatementReport report, TextWriter writer) => PlainJson.Write(
        new(
            report.From, report.To, report.AllDates, report.ComputedDates, report.RebuiltDates, report.Changes, report.Warnings, report.Dates,
            report.Windows.Select(Run.Of)),
        PlainJson.Readable.RestatementJson, writer);

    /// <summary>A range of dates that was computed again.</summary>
    /// <param name="From">Its first local date, inclusive.</param>
    /// <param name="To">Its last local date, inclusive.</param>
    /// <param name="BatchId">The run; null where there was none.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="PeakMemoryBytes">The largest resident memory of the process.</param>
    /// <param name="Datasets">What was written.</param>
    internal sealed record Run(DateOnly From, DateOnly To, string? BatchId, double Seconds, long? PeakMemoryBytes, IEnumerable<DatasetJson>? Datasets)
    {
        /// <summary>The range as it is told.</summary>
        public static Run Of(BackfillWindow window) => new(
            window.From, window.To, window.Run?.BatchId, window.Elapsed.TotalSeconds, window.Run?.PeakMemoryBytes, DatasetJson.Of(window.Run));
    }
}
