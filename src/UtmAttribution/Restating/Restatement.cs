using Microsoft.Extensions.Logging;
using UtmAttribution.Backfilling;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;

namespace UtmAttribution.Restating;

/// <summary>
/// Brings what is published up to a source that has changed since: late orders, cancellations, refunds, journeys that were filled in,
/// spend that was restated, other rules. Dates near a change are computed again, and those whose rows have become others are
/// published, nothing else; the result is that of publishing all dates again.
/// <para>What is near tells the hash of the source that every date is published with: two lookbacks before an order and after it.
/// Dates that were published without, by a plain run, are computed once.</para>
/// </summary>
/// <param name="options">What to compute. Without <see cref="AttributionOptions.From"/> and <see cref="AttributionOptions.To"/>: all dates that are published or in the source.</param>
/// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
/// <param name="sinks">The targets. A date that differs in one of them is published to all.</param>
/// <param name="clock">The time that the audit columns carry.</param>
/// <param name="logger">Where runs tell of their stages.</param>
/// <param name="progress">Hears where it is.</param>
public sealed class Restatement(
    AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, IReadOnlyList<ISink> sinks, TimeProvider clock, ILogger logger,
    IProgress<RunProgress>? progress = null)
{
    /// <summary>Does it. Where it throws, the ranges that are told of are up to date, and the same restatement goes on after them.</summary>
    /// <param name="told">Hears of each range of dates when it is over, and which of its dates were rebuilt.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidOptionException">An option can't be used.</exception>
    /// <exception cref="Errors.InvalidInputException">The source, or what is published, can't be used.</exception>
    /// <exception cref="Errors.LedgerException">The totals of a range do not reconcile.</exception>
    /// <exception cref="Errors.ServerException">The source's or a target's server can't be reached, or broke off.</exception>
    /// <exception cref="Errors.ResourceException">Memory, or the room to spill to, has run out.</exception>
    /// <exception cref="Errors.PublishException">The target can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RestatementReport Run(Action<BackfillWindow, IReadOnlyList<RestatedDate>> told, CancellationToken cancellation)
    {
        var comparison = new PublishedComparison(sinks, SpillFolder.ParentOf(options));
        var before = 0;
        var report = new Backfill(options, window: null, isForced: false, openSource, sinks, clock, logger, progress) { Comparison = comparison }.Run(
            window =>
            {
                told(window, [.. comparison.Restated.Skip(before)]);
                before = comparison.Restated.Count;
            },
            cancellation);
        // The last range that has found a date is its own.
        return new(
            report.From, report.To, report.Changes, report.Windows,
            [.. comparison.Restated.GroupBy(restated => restated.Date).Select(found => found.Last()).OrderBy(restated => restated.Date)]);
    }
}
