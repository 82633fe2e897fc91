namespace UtmAttribution.Sinks.Manifests;

/// <summary>A run whose dates are in the target: it has published them, or found that they are as it would publish them.</summary>
/// <param name="BatchId">The run.</param>
/// <param name="Options">What it was told.</param>
/// <param name="Dates">Its dates that are of no later run, each with a hash of what of the source decided its rows; null where nobody has looked.</param>
internal sealed record ManifestRun(string BatchId, IReadOnlyDictionary<string, string> Options, IReadOnlyDictionary<DateOnly, string?> Dates)
{
    /// <summary>The run of a publication.</summary>
    public static ManifestRun Of(PublishRequest request) => new(
        ParquetSink.BatchOf(request),
        new SortedDictionary<string, string>(request.Metadata.ToDictionary(), StringComparer.Ordinal),
        new SortedDictionary<DateOnly, string?>(request.Sources.ToDictionary()));

    /// <summary>Runs without dates that are published anew; those that have none left go.</summary>
    public static IEnumerable<ManifestRun> WithoutDates(IEnumerable<ManifestRun>? runs, IEnumerable<DateOnly> published)
    {
        var replaced = published.ToHashSet();
        return (runs ?? [])
            .Select(run => run with { Dates = new SortedDictionary<DateOnly, string?>(run.Dates.Where(date => !replaced.Contains(date.Key)).ToDictionary()) })
            .Where(run => run.Dates.Count > 0);
    }
}
