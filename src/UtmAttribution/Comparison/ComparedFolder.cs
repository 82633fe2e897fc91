using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Comparison;

/// <summary>A folder of Parquet while it is compared: the engine reads its files in place.</summary>
internal sealed class ComparedFolder : ComparedOutput
{
    private readonly string _folder;

    /// <summary>Looks into the folder.</summary>
    /// <exception cref="Errors.InvalidInputException">The folder is missing, nothing is published there, or its manifest can't be read.</exception>
    public ComparedFolder(string folder)
    {
        _folder = folder;
        Datasets = PublishedDatasets.NamesIn(folder).ToHashSet(StringComparer.Ordinal);
        Options = Manifest.Find(folder)?.Options ?? new Dictionary<string, string>();
        Notes =
        [
            .. StagingFolder.Unfinished(folder).Select(batch => $"the run {batch} died while it was publishing, so some dates are of that run and others of the one before"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Options { get; }

    /// <inheritdoc/>
    public override IReadOnlySet<string> Datasets { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override bool LacksNul => false;

    /// <inheritdoc/>
    public override void Open(DuckDBConnection engine, Dataset dataset, string relation, string condition, CancellationToken cancellation) => Guard(() =>
        engine.Execute($"create view {relation} as select * from {PublishedDatasets.Rows(_folder, dataset.Name)} where {condition}", cancellation));

    /// <inheritdoc/>
    public override T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDBException fault) when (!EngineFault.IsOfTheMachine(fault) && fault.Detail.Contains(_folder, StringComparison.Ordinal))
        {
            throw PublishedDatasets.Unreadable(_folder, fault);
        }
    }
}
