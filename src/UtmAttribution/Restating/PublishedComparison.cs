using UtmAttribution.Comparison;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>
/// Holds what runs have computed against what the targets have. A date is published whole, to all targets, where any of them has
/// other rows of any of its datasets; of dates before those of a run, which have sessions alone, these.
/// </summary>
/// <param name="sinks">The targets.</param>
/// <param name="tempDirectory">The folder for temporary files.</param>
internal sealed class PublishedComparison(IReadOnlyList<ISink> sinks, string tempDirectory)
{
    private const string Computed = "computed_side";
    private const string Published = "published_side";

    private readonly List<RestatedDate> _restated = [];

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
        var own = request.Datasets.ToDictionary(dates => dates.Dataset, _ => new HashSet<DateOnly>());
        foreach (var sink in sinks)
        {
            using var output = sink.FindPublished() is { } published ? ComparedOutput.Of(published, cancellation) : null;
            var looks = request.Datasets.ToDictionary(dates => dates.Dataset, dates => Look(engine.Connection, dates, computed, output, cancellation));
            foreach (var (dataset, (dates, _, _)) in looks)
                own[dataset].UnionWith(dates);
            var totals = looks[Datasets.DailySummary];
            foreach (var date in looks.Values.SelectMany(look => look.Differing))
                restated.TryAdd(date, new(date, totals.Before.GetValueOrDefault(date, DayTotals.None), totals.After.GetValueOrDefault(date, DayTotals.None)));
        }

        _restated.AddRange(restated.Values);
        var whole = restated.Keys.Where(request.Sources.ContainsKey).ToList();
        return request with
        {
            Datasets = [.. request.Datasets.Select(dates => dates with { Only = whole.Concat(own[dates.Dataset]).Where(dates.Replaces).ToHashSet() })],
        };
    }

    // The dates of a dataset that differ, and the totals of all dates where it is the one that has them.
    private static (IReadOnlyList<DateOnly> Differing, Dictionary<DateOnly, DayTotals> Before, Dictionary<DateOnly, DayTotals> After) Look(
        DuckDBConnection engine, DatasetDates dates, ComputedRows computed, ComparedOutput? output, CancellationToken cancellation)
    {
        var dataset = dates.Dataset;
        var isComputed = computed.Open(engine, dataset, Computed, cancellation);
        var isPublished = output?.Datasets.Contains(dataset.Name) == true;
        if (isPublished)
            output!.Open(engine, dataset, Published, dates.Condition(), cancellation);
        var contents = Both(relation => DateContents.Of(engine, dataset, relation, output?.LacksNul == true, cancellation));
        var totals = dataset == Datasets.DailySummary ? Both(relation => DateContents.TotalsOf(engine, relation, cancellation)) : ([], []);
        engine.Execute($"drop view if exists {Computed}; drop view if exists {Published}; drop table if exists {ComparedOutput.RowsOf(Published)}", cancellation);
        return (
            [.. contents.Before.Keys.Union(contents.After.Keys).Where(date => contents.Before.GetValueOrDefault(date) != contents.After.GetValueOrDefault(date))],
            totals.Before, totals.After);

        (Dictionary<DateOnly, T> Before, Dictionary<DateOnly, T> After) Both<T>(Func<string, Dictionary<DateOnly, T>> ask) =>
            (isPublished ? output!.Guard(() => ask(Published)) : [], isComputed ? ask(Computed) : []);
    }
}
