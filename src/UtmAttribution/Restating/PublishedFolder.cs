using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>A folder of Parquet: its manifest has a hash of the content of every file, so that none need be read to be compared.</summary>
/// <param name="folder">The folder; null where nothing is published.</param>
/// <param name="engine">Reads totals.</param>
internal sealed class PublishedFolder(string? folder, DuckDBConnection engine) : PublishedRows
{
    private readonly Manifest? _manifest = folder is null ? null : Manifest.Find(folder);

    /// <inheritdoc/>
    public override string? LastBatch => _manifest?.BatchId;

    /// <inheritdoc/>
    public override IEnumerable<DateOnly> Differing(DatasetDates dates, ComputedRows computed, CancellationToken cancellation) => Differing(
        Files(dates.Dataset).Where(file => dates.Replaces(file.DateStart)).ToDictionary(file => file.DateStart, file => $"{_manifest!.ContentHash} {file.ContentHash}"),
        computed.Files(dates.Dataset).ToDictionary(file => file.DateStart, file => $"{ContentHash.Algorithm} {file.ContentHash}"));

    /// <inheritdoc/>
    public override Dictionary<DateOnly, DayTotals> Totals(IReadOnlySet<DateOnly> dates, CancellationToken cancellation)
    {
        var paths = Files(Datasets.DailySummary).Where(file => dates.Contains(file.DateStart)).Select(file => Sql.Literal(PathOf(file))).ToList();
        try
        {
            return paths.Count == 0 ? [] : DateContents.TotalsOf(engine, Sql.Parquet(paths), cancellation);
        }
        catch (DuckDBException fault) when (!EngineFault.IsOfTheMachine(fault))
        {
            throw PublishedDatasets.Unreadable(folder!, fault);
        }
    }

    // A file that somebody has removed is written again.
    private IEnumerable<ManifestEntry> Files(Dataset dataset) =>
        (_manifest?.Files ?? []).Where(file => file.Dataset == dataset.Name && File.Exists(PathOf(file)));

    private string PathOf(ManifestEntry file) => Path.Combine(folder!, file.Path);
}
