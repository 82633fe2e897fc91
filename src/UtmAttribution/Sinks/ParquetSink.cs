using UtmAttribution.Comparison;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks;

/// <summary>
/// Publishes into a folder: <c>DATASET/date_start=YYYY-MM-DD/part-0.parquet</c>, one file a date, with <c>_manifest.json</c> and
/// <c>_ledger.json</c> beside. Files are written into a hidden folder first and moved into place one by one, date after date, so that
/// a reader sees each date of a dataset as before or as after, never between, and one date at most with datasets of both. A run that
/// dies while it moves is finished by the next one.
/// </summary>
/// <param name="directory">The folder. It is made where it is missing.</param>
public sealed class ParquetSink(string directory) : ISink
{
    private readonly string _directory = Path.GetFullPath(directory);

    /// <inheritdoc/>
    public string Kind => "Parquet";

    /// <inheritdoc/>
    public string Description => $"Parquet files in '{_directory}'";

    /// <summary>
    /// Makes the folder, writes and removes a small file in it, and sees that no other run is publishing there and that the manifest can
    /// be read.
    /// </summary>
    /// <exception cref="Errors.InvalidInputException">The manifest is not readable.</exception>
    /// <exception cref="Errors.PublishException">The folder cannot be made or written, or another run has it.</exception>
    public void CheckWritable() => TargetFault.Guard(_directory, "Nothing was published.", () =>
    {
        Prepare();
        using var hold = TargetLock.Take(_directory);
        // One name for all runs, so that what a killed one leaves is removed by the next.
        var probe = Path.Combine(_directory, ".probe");
        File.WriteAllText(probe, "A run checks that it can write here.");
        File.Delete(probe);
        Obstacle.Check(_directory);
        _ = Manifest.Find(_directory);
        return true;
    });

    /// <summary>The dates that the manifest has runs of; what a run that died has left half done counts as done, as the next one finishes it.</summary>
    /// <exception cref="Errors.InvalidInputException">The manifest is not readable.</exception>
    /// <exception cref="Errors.PublishException">The folder can't be read, or another run has it.</exception>
    public IReadOnlyDictionary<DateOnly, PublishedDate> FindDates(CancellationToken cancellation) => TargetFault.Guard(_directory, "Nothing was published.", () =>
    {
        if (!Directory.Exists(_directory))
            return [];
        using var hold = TargetLock.Take(_directory);
        Obstacle.Check(_directory);
        StagingFolder.FinishOrSweep(_directory);
        return (Manifest.Find(_directory)?.Runs ?? [])
            .SelectMany(run => run.Dates.Select(date => (date.Key, Value: new PublishedDate(run.BatchId, run.Options, date.Value))))
            .ToDictionary(date => date.Key, date => date.Value);
    });

    /// <inheritdoc/>
    public PublishedOutput? FindPublished() => Path.Exists(Path.Combine(_directory, Manifest.FileName)) ? PublishedOutput.In(_directory) : null;

    /// <summary>
    /// Writes every date that has rows into a hidden folder of the target, on as many connections as the engine has threads; the
    /// target stays locked until the publication is disposed. The request's metadata must have a <c>batch_id</c>.
    /// </summary>
    /// <exception cref="Errors.PublishException">The target cannot be written, is full, or another run is publishing there.</exception>
    public IStagedPublication Stage(
        IEngine engine, PublishRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        return TargetFault.Guard(_directory, "Nothing was published; dates that were there before are unchanged.", () =>
        {
            Prepare();
            var hold = TargetLock.Take(_directory);
            try
            {
                return Stage(hold, engine.Embed([.. request.Datasets.Select(dates => dates.Dataset)], cancellation), request, progress, cancellation);
            }
            catch
            {
                hold.Dispose();
                throw;
            }
        });
    }

    private ParquetPublication Stage(
        TargetLock hold, DuckDbEngine engine, PublishRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Obstacle.Check(_directory, request);
        StagingFolder.FinishOrSweep(_directory);
        var previous = Manifest.Find(_directory);
        var staging = StagingFolder.Create(_directory, BatchOf(request));
        try
        {
            var files = DatasetWriter.Write(engine, request, staging, progress, cancellation);
            return new ParquetPublication(hold, staging, _directory, request, previous, files);
        }
        catch
        {
            staging.Discard();
            throw;
        }
    }

    private void Prepare()
    {
        if (File.Exists(_directory))
            throw new IOException("it is a file, and a folder is expected.");
        Directory.CreateDirectory(_directory);
    }

    internal static string BatchOf(PublishRequest request) =>
        request.Metadata.GetValueOrDefault("batch_id")
        ?? throw new ArgumentException("The metadata of a publication must have a 'batch_id'.", nameof(request));
}
