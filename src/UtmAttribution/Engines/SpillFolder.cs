using System.Globalization;
using UtmAttribution.Errors;

namespace UtmAttribution.Engines;

/// <summary>The folder of one run in which the engine keeps its relations and what else does not fit in memory; it goes with the run.</summary>
internal sealed class SpillFolder : IDisposable
{
    private const int MostAttempts = 5;

    private static int _made;

    private bool _isRemoved;

    private SpillFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes the folder.</summary>
    /// <param name="parent">The folder to make it in; made where it is missing.</param>
    /// <exception cref="ResourceException">It can't be made.</exception>
    public static SpillFolder Create(string parent)
    {
        try
        {
            if (File.Exists(parent))
                throw new IOException("it is a file");
            string path;
            do
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"utm-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
                path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), name);
            }
            while (Directory.Exists(path)); // Processes of several containers that share a disk may have the same number.
            Directory.CreateDirectory(path);
            return new(path);
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
        for (var attempt = 1; Directory.Exists(Path) && attempt <= MostAttempts; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A thread of the engine may still be closing a file. In the end the run's own result says more than this.
                Thread.Sleep(attempt * 10);
            }
        }
    }
}
