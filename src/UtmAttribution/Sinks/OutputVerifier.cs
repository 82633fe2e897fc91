using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Verification;

namespace UtmAttribution.Sinks;

/// <summary>
/// Reads everything that is published in a folder again and compares it with what the runs left in writing: each file with
/// <c>_manifest.json</c>, and the totals of the last run with <c>_ledger.json</c>. Nothing is changed.
/// </summary>
public static class OutputVerifier
{
    /// <summary>Verifies a folder.</summary>
    /// <param name="directory">The folder that runs publish into.</param>
    /// <param name="progress">Told of the files that are read.</param>
    /// <param name="cancellation">Stops the verification.</param>
    /// <exception cref="InvalidInputException">The folder is missing, nothing was published there, or its manifest is not readable.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static VerificationReport Verify(string directory, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(directory);
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"There is no folder '{folder}'. Name the folder that 'utm run --out' published into.");
        var manifest = Manifest.Find(folder) ?? throw new InvalidInputException(
            $"'{folder}' has no {Manifest.FileName}: nothing was published there. Name the folder that 'utm run --out' published into.");

        // A file is read by one thread; several are read at once.
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        var files = new FileVerification(folder, manifest).Run(database, progress, cancellation);
        progress?.Report(new("verify ledger", 0, null, "files"));
        var findings = StagingFolder.Unfinished(folder)
            .Select(batch => $"The run {batch} died while it was publishing, so some dates are of that run and others of the one before: "
                + "the next run into this folder finishes it.")
            .Concat(files.Findings)
            .Concat(new LedgerVerification(folder, manifest, files.Readable).Run(database, cancellation));
        return new(files.Read, files.Rows, [.. findings]);
    }
}
