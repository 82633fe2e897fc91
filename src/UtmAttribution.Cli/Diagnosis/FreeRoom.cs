using UtmAttribution.Cli.Output;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>The room that a disk has left.</summary>
internal static class FreeRoom
{
    // Even a small run leaves some hundred megabytes behind it while it works.
    private const long Little = 1_000_000_000;

    /// <summary>Whether there is room for a run at all, and how much, such as <c>'out' can be written and has 12.3 GB free</c>.</summary>
    /// <param name="place">The folder for messages, and what was found of it.</param>
    /// <param name="folder">A folder on the disk.</param>
    public static (bool Passed, string Found) Find(string place, string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var found = $"{place} and has {Figures.Size(free)} free";
        return free >= Little ? (true, found) : (false, $"{found}, which is little: make room, or name another folder");
    }
}
