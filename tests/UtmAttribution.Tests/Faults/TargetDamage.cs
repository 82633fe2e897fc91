using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Tests.Faults;

/// <summary>A published folder of which something is damaged, until it is mended.</summary>
/// <remarks>
/// Permissions stop no privileged user, as tests in a container are. What stops everybody: a folder that has a file's name, a file that
/// has a folder's, and links to what the system lets nobody read (the memory of a process, from its first byte) or write a file to.
/// </remarks>
internal sealed class TargetDamage
{
    private const string Unreadable = "/proc/self/mem";
    private const string Unwritable = "/proc/self/fdinfo";

    private readonly string _aside;
    private readonly bool _isDone;
    private readonly Func<string, bool> _isStill;

    private TargetDamage(string path, string aside, Way way)
    {
        (Path, _aside, IsInTheWay, _isStill) = (path, aside, way.IsInTheWay, way.IsStill);
        var before = File.Exists(path) ? File.ReadAllBytes(path) : [];
        Move(path, aside);
        try
        {
            way.Put(path, before);
            _isDone = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The run was faster, and has put there what it publishes.
        }
    }

    /// <summary>What is damaged.</summary>
    public string Path { get; }

    /// <summary>Whether a run that meets it from its begin can't publish.</summary>
    public bool IsInTheWay { get; }

    /// <summary>Damages something of a target.</summary>
    /// <param name="target">The folder.</param>
    /// <param name="aside">Where it is kept meanwhile.</param>
    /// <param name="spared">A date that stays as it is.</param>
    /// <param name="random">Chooses.</param>
    public static TargetDamage Do(string target, string aside, DateOnly spared, Random random)
    {
        var file = OneOf([.. PartitionPath.Files(target).Where(path => PartitionPath.DateText(path) != $"date_start={spared:yyyy-MM-dd}")], random);
        var (path, way) = OneOf(
            [
                (Manifest.FileName, Cut(isInTheWay: true)), (Manifest.FileName, Text("{}")), (Manifest.FileName, Text("null")), (Manifest.FileName, LinkToFile(isInTheWay: true)),
                (Manifest.FileName, Folder), (LedgerFile.FileName, Folder),
                (file, Cut(isInTheWay: false)), (file, LinkToFile(isInTheWay: false)), (file, Folder),
                (System.IO.Path.GetDirectoryName(file)!, Text("")), (System.IO.Path.GetDirectoryName(file)!, LinkToFolder),
            ],
            random);
        return new(System.IO.Path.Combine(target, path), aside, way);
    }

    /// <summary>Mends it: what a run has published in its place stays.</summary>
    public void Mend()
    {
        if (_isDone && _isStill(Path))
        {
            if (Directory.Exists(Path) && new DirectoryInfo(Path).LinkTarget is null)
                Directory.Delete(Path, recursive: true);
            else
                File.Delete(Path);
            Move(_aside, Path);
        }
        else if (Directory.Exists(_aside))
        {
            Directory.Delete(_aside, recursive: true);
        }
        else
        {
            File.Delete(_aside);
        }
    }

    private static Way Folder => new(IsInTheWay: true, (path, _) => Directory.CreateDirectory(path), Directory.Exists);

    // It can be seen only when files are moved into it.
    private static Way LinkToFolder => new(IsInTheWay: false, (path, _) => File.CreateSymbolicLink(path, Unwritable), path => new FileInfo(path).LinkTarget == Unwritable);

    private static Way LinkToFile(bool isInTheWay) => new(isInTheWay, (path, _) => File.CreateSymbolicLink(path, Unreadable), path => new FileInfo(path).LinkTarget == Unreadable);

    private static Way Text(string text) => new(IsInTheWay: true, (path, _) => Write(path, System.Text.Encoding.UTF8.GetBytes(text)), path => File.Exists(path) && File.ReadAllText(path) == text);

    private static Way Cut(bool isInTheWay)
    {
        byte[] half = [];
        return new(isInTheWay, (path, before) => Write(path, half = before[..(before.Length / 2)]), path => File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(half));
    }

    private static void Write(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(bytes);
    }

    // Of files too.
    private static void Move(string from, string to) => Directory.Move(from, to);

    private static T OneOf<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];

    private sealed record Way(bool IsInTheWay, Action<string, byte[]> Put, Func<string, bool> IsStill);
}
