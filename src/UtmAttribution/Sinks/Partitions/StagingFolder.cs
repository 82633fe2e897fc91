using UtmAttribution.Errors;
using UtmAttribution.Sinks.Manifests;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// The hidden folder in which a publication is prepared. Once it holds <c>commit.json</c> the publication is decided: whatever
/// happens then, this run or the next one moves the files into place. Without it, the folder of a dead run is swept away.
/// </summary>
internal sealed class StagingFolder
{
    private const string Prefix = ".staging-";
    private const string DecisionFile = "commit.json";

    private readonly string _target;
    private readonly string _path;

    private StagingFolder(string target, string path) => (_target, _path) = (target, path);

    /// <summary>Makes the folder of a batch.</summary>
    public static StagingFolder Create(string target, string batchId)
    {
        var name = string.Concat(batchId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'));
        var path = Path.Combine(target, Prefix + name);
        Directory.CreateDirectory(path);
        return new(target, path);
    }

    /// <summary>The batches of dead runs whose publication was decided and not finished.</summary>
    public static IEnumerable<string> Unfinished(string target) =>
        Left(target)
            .Where(folder => folder.IsDecided)
            .Select(folder => Path.GetFileName(folder._path)[Prefix.Length..])
            .Order(StringComparer.Ordinal);

    /// <summary>Clears up behind dead runs: finishes what was decided, removes what was not. The target must be locked.</summary>
    public static void FinishOrSweep(string target)
    {
        foreach (var folder in Left(target))
        {
            if (folder.IsDecided)
                folder.Finish();
            else
                Directory.Delete(folder._path, recursive: true);
        }
    }

    /// <summary>Where the file with this path in the target is prepared; its folder is made.</summary>
    public string FileFor(string path)
    {
        var file = Path.Combine(_path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>Brings a file's bytes to the disk, so that a decision that is on the disk finds them there.</summary>
    public static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Decides: from here on the publication will be finished.</summary>
    public void Decide(Manifest manifest, LedgerFile ledger, IReadOnlyList<string> removals)
    {
        AtomicFile.Write(FileFor(Manifest.FileName), manifest, PublishedJson.Readable.Manifest);
        AtomicFile.Write(FileFor(LedgerFile.FileName), ledger, PublishedJson.Readable.LedgerFile);
        AtomicFile.Write(FileFor(DecisionFile), new Decision(manifest.BatchId, removals), PublishedJson.Readable.Decision);
    }

    /// <summary>
    /// Moves everything into place, date after date, so that one date at most has datasets of both states, however this ends; what was
    /// moved before stays so, and the manifest comes last. Can be repeated.
    /// </summary>
    /// <exception cref="PublishException">Something can't be moved, or is in the way.</exception>
    public void Finish() => TargetFault.Guard(_target, "Some dates are published and others not yet; the next run into this folder finishes that first.", () =>
    {
        Change();
        return true;
    });

    private void Change()
    {
        var decision = AtomicFile.Read(
            Path.Combine(_path, DecisionFile), PublishedJson.Readable.Decision, "decision of a run that died",
            $"Remove the folder '{_path}', then publish the dates of that run again.");
        var moves = Directory.EnumerateFiles(_path, "*.parquet", SearchOption.AllDirectories).Select(file => PartitionPath.Relative(_path, file));
        var changes = moves.Select(path => (Path: path, IsRemoved: false)).Concat(decision.Removals.Select(path => (Path: path, IsRemoved: true)));
        foreach (var (path, isRemoved) in changes.OrderBy(change => PartitionPath.DateText(change.Path), StringComparer.Ordinal).ThenBy(change => change.Path, StringComparer.Ordinal))
        {
            using var activity = Telemetry.Start(isRemoved ? "remove file" : "move file", "utm.file", path);
            if (isRemoved)
                Remove(Path.Combine(_target, path));
            else
                MoveIntoPlace(path);
        }

        using var last = Telemetry.Activities.StartActivity("write manifest");
        MoveIntoPlace(LedgerFile.FileName);
        MoveIntoPlace(Manifest.FileName);
        Directory.Delete(_path, recursive: true);
    }

    /// <summary>Removes the folder unless its publication is decided. What cannot be removed now is swept by the next run.</summary>
    public void Discard()
    {
        try
        {
            if (Directory.Exists(_path) && !IsDecided)
                Directory.Delete(_path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here says more than this one.
        }
    }

    private bool IsDecided => File.Exists(Path.Combine(_path, DecisionFile));

    private static List<StagingFolder> Left(string target) =>
        [.. Directory.EnumerateDirectories(target, Prefix + "*").Select(path => new StagingFolder(target, path))];

    private void MoveIntoPlace(string path)
    {
        var prepared = Path.Combine(_path, path);
        if (!File.Exists(prepared))
            return;
        var place = Path.Combine(_target, path);
        Obstacle.ExpectFolder(Path.GetDirectoryName(place)!);
        Obstacle.ExpectFile(place);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(prepared, place, overwrite: true);
    }

    private static void Remove(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        Obstacle.ExpectFolder(folder);
        Obstacle.ExpectFile(file);
        if (!Directory.Exists(folder))
            return;
        File.Delete(file);
        // Files that somebody else put there are theirs; verification names them.
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
