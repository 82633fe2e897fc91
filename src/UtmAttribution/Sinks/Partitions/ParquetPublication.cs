using UtmAttribution.Sinks.Manifests;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>A publication in its staging folder, with the target locked.</summary>
internal sealed class ParquetPublication(
    TargetLock hold, StagingFolder staging, string directory, PublishRequest request, Manifest? previous, IReadOnlyList<ManifestEntry> files)
    : IStagedPublication
{
    /// <inheritdoc/>
    public IReadOnlyList<PublishedDataset> Datasets { get; } =
        [.. request.Datasets.Select(dates => Sum(dates.Dataset.Name, files))];

    /// <inheritdoc/>
    public void Commit(RunReport report)
    {
        var batchId = ParquetSink.BatchOf(request);
        if (report.BatchId != batchId)
            throw new ArgumentException($"The report is of batch '{report.BatchId}', the publication of '{batchId}'.", nameof(report));

        var manifest = Manifest.Next(previous, request, files);
        TargetFault.Guard(directory, "Nothing was published there; dates that were there before are unchanged.", () =>
        {
            using var activity = Telemetry.Activities.StartActivity("decide");
            staging.Decide(manifest, LedgerFile.Of(report with { Datasets = Datasets }), [.. Removals()]);
            return true;
        });
        staging.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        staging.Discard();
        hold.Dispose();
    }

    /// <summary>The published dates of the request's ranges that have no rows any more.</summary>
    private IEnumerable<string> Removals()
    {
        var written = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return request.Datasets
            .SelectMany(dates => PartitionPath.Dates(directory, dates.Dataset.Name)
                .Where(dates.Replaces)
                .Select(date => PartitionPath.Of(dates.Dataset.Name, date)))
            .Where(path => !written.Contains(path));
    }

    private static PublishedDataset Sum(string dataset, IReadOnlyList<ManifestEntry> files)
    {
        var own = files.Where(file => file.Dataset == dataset).ToList();
        return new(dataset, own.Sum(file => file.Rows), own.Count, own.Sum(file => file.Bytes));
    }
}
