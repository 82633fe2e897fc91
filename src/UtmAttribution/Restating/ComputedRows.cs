using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>The rows that a run would publish, written as they would be published and to where nobody reads them.</summary>
internal sealed class ComputedRows : IDisposable
{
    private readonly SpillFolder _folder;
    private readonly StagingFolder _staging;
    private readonly ILookup<string, ManifestEntry> _files;

    private ComputedRows(SpillFolder folder, StagingFolder staging, IReadOnlyList<ManifestEntry> files) =>
        (_folder, _staging, _files) = (folder, staging, files.ToLookup(file => file.Dataset, StringComparer.Ordinal));

    /// <summary>Writes them.</summary>
    /// <param name="engine">Has the datasets.</param>
    /// <param name="request">What would be published.</param>
    /// <param name="parent">The folder for temporary files.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ComputedRows Write(DuckDbEngine engine, PublishRequest request, string parent, CancellationToken cancellation)
    {
        var folder = SpillFolder.Create(parent);
        // What writes takes of the engine's memory, and this time it is not the last thing that is done.
        var memory = engine.MemoryLimitBytes;
        try
        {
            var staging = StagingFolder.Create(folder.Path, ParquetSink.BatchOf(request));
            return new(folder, staging, DatasetWriter.Write(engine, request, staging, progress: null, cancellation));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
        finally
        {
            engine.Connection.Execute($"set memory_limit = '{memory} bytes'", CancellationToken.None);
        }
    }

    /// <summary>The files of a dataset, one for each date that has rows.</summary>
    public IEnumerable<ManifestEntry> Files(Dataset dataset) => _files[dataset.Name];

    /// <summary>All rows of a dataset as the engine's SQL reads them; null where it has none.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="only">Whether a date is read. Default: all.</param>
    public string? Rows(Dataset dataset, Func<DateOnly, bool>? only = null)
    {
        var paths = Files(dataset).Where(file => only?.Invoke(file.DateStart) != false).Select(file => Sql.Literal(_staging.FileFor(file.Path))).ToList();
        return paths.Count == 0 ? null : Sql.Parquet(paths);
    }

    /// <summary>Removes them.</summary>
    public void Dispose() => _folder.Dispose();
}
