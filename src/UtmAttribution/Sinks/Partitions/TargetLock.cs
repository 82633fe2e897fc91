using UtmAttribution.Errors;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// Holds a target for one run: an exclusive handle on a hidden file, which the system lets go when the process ends, however it
/// ends. The file stays, as deleting it could let two runs in.
/// </summary>
internal sealed class TargetLock : IDisposable
{
    /// <summary>The file's name in the target.</summary>
    public const string FileName = ".lock";

    private readonly FileStream _handle;

    private TargetLock(FileStream handle) => _handle = handle;

    /// <summary>Takes the target.</summary>
    /// <exception cref="PublishException">Another run has it.</exception>
    public static TargetLock Take(string directory)
    {
        try
        {
            return new(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw new PublishException(
                $"Another run is publishing into '{directory}'. Nothing was published. Wait until it has ended, or name another folder "
                + "with --out, then run again.",
                held);
        }
    }

    /// <summary>Lets the target go.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Whether a file could not be opened because somebody has it.</summary>
    // EWOULDBLOCK of Linux and macOS; sharing and lock violation of Windows.
    internal static bool IsHeld(IOException fault) =>
        fault.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
