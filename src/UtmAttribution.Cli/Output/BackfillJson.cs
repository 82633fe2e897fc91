using UtmAttribution.Backfilling;

namespace UtmAttribution.Cli.Output;

/// <summary>What a backfill did, for programs.</summary>
/// <param name="From">Its first local date, inclusive; null where the source has no date at all.</param>
/// <param name="To">Its last local date, inclusive.</param>
/// <param name="Changes">What made published dates stale, a sentence each.</param>
/// <param name="Warnings">What a person should look at, a sentence each.</param>
/// <param name="Windows">Its windows, in order.</param>
internal sealed record BackfillJson(
    DateOnly? From, DateOnly? To, IReadOnlyList<string> Changes, IReadOnlyList<string> Warnings, IEnumerable<BackfillJson.Window> Windows)
{
    /// <summary>Writes it.</summary>
    public static void Write(BackfillReport report, TextWriter writer) => PlainJson.Write(
        new(report.From, report.To, report.Changes, report.Warnings, report.Windows.Select(Window.Of)), PlainJson.Readable.BackfillJson, writer);

    /// <summary>A window; all but its dates is null where nothing was published.</summary>
    /// <param name="From">Its first local date, inclusive.</param>
    /// <param name="To">Its last local date, inclusive.</param>
    /// <param name="PublishedFrom">The first date that was published.</param>
    /// <param name="PublishedTo">The last.</param>
    /// <param name="BatchId">The run.</param>
    /// <param name="Orders">Order rows of these dates.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="PeakMemoryBytes">The largest resident memory of the process.</param>
    /// <param name="Datasets">What was written.</param>
    internal sealed record Window(
        DateOnly From, DateOnly To, DateOnly? PublishedFrom, DateOnly? PublishedTo, string? BatchId, long? Orders, double? Seconds, long? PeakMemoryBytes,
        IEnumerable<DatasetJson>? Datasets)
    {
        /// <summary>The window as it is told.</summary>
        public static Window Of(BackfillWindow window) => new(
            window.From, window.To, window.Published?.From, window.Published?.To, window.Run?.BatchId, window.Run is null ? null : window.Orders,
            window.Run is null ? null : window.Elapsed.TotalSeconds, window.Run?.PeakMemoryBytes, DatasetJson.Of(window.Run));
    }
}
