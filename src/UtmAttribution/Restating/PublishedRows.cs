using UtmAttribution.Comparison;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;

namespace UtmAttribution.Restating;

/// <summary>What a target has, held against what a run has computed.</summary>
internal abstract class PublishedRows : IDisposable
{
    /// <summary>Opens what is published somewhere.</summary>
    /// <param name="output">Where; null where nothing is.</param>
    /// <param name="engine">Reads the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public static PublishedRows Of(PublishedOutput? output, DuckDBConnection engine, CancellationToken cancellation) =>
        output?.Schema is { } schema ? new PublishedSchema(schema, engine, cancellation) : new PublishedFolder(output?.Folder, engine);

    /// <summary>The run that published there last; null where nothing is.</summary>
    public abstract string? LastBatch { get; }

    /// <summary>The dates of a dataset whose rows differ, audit columns apart; those too that one side alone has.</summary>
    public abstract IEnumerable<DateOnly> Differing(DatasetDates dates, ComputedRows computed, CancellationToken cancellation);

    /// <summary>The totals of those of some dates that are published.</summary>
    public abstract Dictionary<DateOnly, DayTotals> Totals(IReadOnlySet<DateOnly> dates, CancellationToken cancellation);

    /// <summary>Lets it go.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>The dates of which two sides tell different things.</summary>
    protected static IEnumerable<DateOnly> Differing(Dictionary<DateOnly, string> published, Dictionary<DateOnly, string> computed) =>
        [.. published.Keys.Union(computed.Keys).Where(date => published.GetValueOrDefault(date) != computed.GetValueOrDefault(date))];
}
