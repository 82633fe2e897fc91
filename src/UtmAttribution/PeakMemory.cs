using System.Diagnostics;

namespace UtmAttribution;

/// <summary>The largest resident memory that this process has had.</summary>
internal static class PeakMemory
{
    /// <summary>In bytes.</summary>
    public static long Bytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
