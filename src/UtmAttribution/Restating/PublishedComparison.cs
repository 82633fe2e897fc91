using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>
/// Holds what runs have computed against what the targets have. A date is published whole, to all targets, where any of them has
/// other rows of any of its datasets; of dates that are none of the run's, such as those before it that have sessions alone, these.
/// </summary>
/// <param name="sinks">The targets.</param>
/// <param name="tempDirectory">The folder for temporary files.</param>
internal sealed class PublishedComparison(IReadOnlyList<ISink> sinks, string tempDirectory)
{
    private readonly List<RestatedDate> _restated = [];
    private readonly Dictionary<ISink, string?> _compared = [];

    /// <summary>The dates that differ, run after run.</summary>
    public IReadOnlyList<RestatedDate> Restated => _restated;

    /// <summary>Leaves out of what a run publishes the dates whose rows every target has already.</summary>
    /// <param name="engine">Has the rows that the run has computed.</param>
    /// <param name="request">All that the run would publish.</param>
    /// <param name="cancellation">Ends it.</param>
    public PublishRequest Narrow(DuckDbEngine engine, PublishRequest request, CancellationToken cancellation)
    {
        using var computed = ComputedRows.Write(engine, request, tempDirectory, cancellation);
        var restated = new SortedDictionary<DateOnly, RestatedDate>();
        var differing = request.Datasets.ToDictionary(dates => dates.Dataset, _ => new HashSet<DateOnly>());
        foreach (var sink in sinks)
        {
            using var published = PublishedRows.Of(sink.FindPublished(), engine.Connection, cancellation);
            _compared[sink] = published.LastBatch;
            var found = new HashSet<DateOnly>();
            foreach (var dates in request.Datasets)
            {
                var own = published.Differing(dates, computed, cancellation);
                differing[dates.Dataset].UnionWith(own);
                found.UnionWith(own);
            }

            // What another target has of a date was other than this too: the first one tells.
            found.ExceptWith(restated.Keys);
            var before = published.Totals(found, cancellation);
            var after = computed.Rows(Datasets.DailySummary, found.Contains) is { } rows ? DateContents.TotalsOf(engine.Connection, rows, cancellation) : [];
            foreach (var date in found)
                restated.Add(date, new(date, before.GetValueOrDefault(date, DayTotals.None), after.GetValueOrDefault(date, DayTotals.None)));
        }

        _restated.AddRange(restated.Values);
        var whole = restated.Keys.Where(request.Sources.ContainsKey).ToList();
        return request with
        {
            Datasets = [.. request.Datasets.Select(dates => dates with { Only = whole.Concat(differing[dates.Dataset]).Where(dates.Replaces).ToHashSet() })],
        };
    }

    /// <summary>Once the targets are taken, so that nobody else can publish: sees that nobody has since they were compared.</summary>
    /// <param name="engine">Reads what is published.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="PublishException">Somebody has.</exception>
    public void RefuseUnlessSame(DuckDbEngine engine, CancellationToken cancellation)
    {
        foreach (var sink in sinks)
        {
            using var published = PublishedRows.Of(sink.FindPublished(), engine.Connection, cancellation);
            if (published.LastBatch == _compared[sink])
                continue;
            throw new PublishException(
                $"{sink.Description}: the run {published.LastBatch} has published there after its dates were compared with what they should be. "
                + "Nothing was published; run it again.");
        }
    }
}
