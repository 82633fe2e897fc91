using System.Diagnostics;
using System.Globalization;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>A process of its own, so that neither memory nor caches of one piece of work help or hurt another. Linux only.</summary>
internal static class ChildProcess
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a program to its end, once what was written before it is on the disk.</summary>
    /// <returns>What it took from start to end, its largest resident memory, and its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (Measure Took, long PeakBytes, string Output) Run(string program, params string[] arguments)
    {
        // What an earlier piece of work left in the kernel's buffers would be paid for by this one, where it waits for the disk.
        using (var flush = Process.Start("sync"))
            flush.WaitForExit();
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        var cpuBefore = CpuOfEndedChildren();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        void Kill(object? sender, EventArgs e) => process.Kill();
        AppDomain.CurrentDomain.ProcessExit += Kill; // Nothing may go on measuring, or filling the disk, alone.
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(PollInterval))
            peak = Math.Max(peak, PeakOf(process.Id));

        process.WaitForExit();
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        var wall = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}; its message is above.");
        return (new(wall, CpuOfEndedChildren() - cpuBefore), peak, output.GetAwaiter().GetResult());
    }

    // The kernel keeps the largest value itself: only what a process grew by in its last 20 ms can be missed.
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }

    // Fields 16 and 17, counted from 1, after the name in brackets: time of children that have ended.
    private static double CpuOfEndedChildren()
    {
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
