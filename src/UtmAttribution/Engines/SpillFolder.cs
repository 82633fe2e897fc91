using System.Globalization;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Engines;

/// <summary>
/// The folder of one run in which the engine keeps its relations and what else does not fit in memory; it goes with the run. That
/// of a run that was killed goes with the next run that keeps its own beside it.
/// </summary>
internal sealed class SpillFolder : IDisposable
{
    private const int MostAttempts = 5;
    private const string Prefix = "utm-";
    private const string LockFile = ".utm-spill";

    private static int _made;

    private readonly FileStream _hold;
    private bool _isRemoved;

    private SpillFolder(string path, FileStream hold) => (Path, _hold) = (path, hold);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The folder that a run's own is made in.</summary>
    public static string ParentOf(AttributionOptions options) => options.TempDirectory ?? System.IO.Path.GetTempPath();

    /// <summary>Makes the folder of a run, and removes those of dead runs beside it.</summary>
    /// <exception cref="ResourceException">It can't be made.</exception>
    public static SpillFolder Create(AttributionOptions options) => Create(ParentOf(options));

    /// <summary>What an engine is given that keeps its files here.</summary>
    public DuckDBSettings Settings(AttributionOptions options) =>
        new() { MemoryLimit = options.Memory, Threads = options.Threads, TempDirectory = Path, MaxTempDirectorySize = options.TempLimit };

    /// <summary>Makes the folder, and removes those of dead runs beside it.</summary>
    /// <param name="parent">The folder to make it in; made where it is missing.</param>
    /// <exception cref="ResourceException">It can't be made.</exception>
    public static SpillFolder Create(string parent)
    {
        try
        {
            if (File.Exists(parent))
                throw new IOException("it is a file");
            var made = CreateIn(System.IO.Path.GetFullPath(parent));
            // Where locks do not hold, nobody can tell the dead from the living.
            if (TryHold(made.Path) is { } second)
                second.Dispose();
            else
                Sweep(parent);
            return made;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException(
                $"The engine cannot spill to '{parent}': {fault.Message.TrimEnd('.')}. Expected is a folder that can be written, with room for what "
                + "exceeds the memory; name one with --temp-dir.",
                fault);
        }
    }

    /// <summary>Removes the folder with all that is left in it.</summary>
    public void Dispose()
    {
        if (_isRemoved)
            return;
        _isRemoved = true;
        _hold.Dispose();
        for (var attempt = 1; Directory.Exists(Path) && attempt <= MostAttempts; attempt++)
        {
            // A thread of the engine may still be closing a file. In the end the run's own result says more than this.
            if (!TryDelete(Path))
                Thread.Sleep(attempt * 10);
        }
    }

    private static SpillFolder CreateIn(string parent)
    {
        while (true)
        {
            var path = System.IO.Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}"));
            if (Directory.Exists(path))
                continue; // Processes of several containers that share a disk may have the same number.
            Directory.CreateDirectory(path);
            // Until it is held, another run may take it for that of a dead one, and remove it.
            try
            {
                var hold = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (File.Exists(hold.Name))
                    return new(path, hold);
                hold.Dispose();
            }
            catch (IOException fault) when (fault is DirectoryNotFoundException || TargetLock.IsHeld(fault))
            {
                // Then the next number is tried.
            }
        }
    }

    // A process that ends lets its locks go, however it ends.
    private static void Sweep(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            if (IsBare(folder))
                TryDelete(folder, recursive: false);
            using var hold = TryHold(folder);
            if (hold is not null)
                TryDelete(folder);
        }
    }

    // A run that was killed while it made or removed its folder leaves it without the lock, and empty. One that has just made it makes another.
    private static bool IsBare(string folder) =>
        !File.Exists(System.IO.Path.Combine(folder, LockFile)) && System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-') is [var process, var number]
        && int.TryParse(process, CultureInfo.InvariantCulture, out _) && int.TryParse(number, CultureInfo.InvariantCulture, out _);

    private static FileStream? TryHold(string folder)
    {
        try
        {
            return new(System.IO.Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryDelete(string folder, bool recursive = true)
    {
        try
        {
            // The lock goes last: without it, nobody would know later that what is left is a dead run's.
            foreach (var entry in recursive ? new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != LockFile) : [])
            {
                if (entry is DirectoryInfo inner)
                    inner.Delete(recursive: true);
                else
                    entry.Delete();
            }
            Directory.Delete(folder, recursive);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
