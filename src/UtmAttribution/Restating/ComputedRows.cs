using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>The rows that a run would publish, written as they would be published and to nowhere that anybody reads.</summary>
internal sealed class ComputedRows : IDisposable
{
    private readonly SpillFolder _folder;
    private readonly ILookup<string, string> _files;

    private ComputedRows(SpillFolder folder, ILookup<string, string> files) => (_folder, _files) = (folder, files);

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
            var files = DatasetWriter.Write(engine, request, staging, progress: null, cancellation);
            return new(folder, files.ToLookup(file => file.Dataset, file => Sql.Literal(staging.FileFor(file.Path)), StringComparer.Ordinal));
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

    /// <summary>Makes a view of a dataset's rows; false where it has none.</summary>
    public bool Open(DuckDBConnection engine, Dataset dataset, string relation, CancellationToken cancellation)
    {
        if (!_files.Contains(dataset.Name))
            return false;
        engine.Execute($"create view {relation} as select * from {Sql.Parquet(_files[dataset.Name])}", cancellation);
        return true;
    }

    /// <summary>Removes them.</summary>
    public void Dispose() => _folder.Dispose();
}
