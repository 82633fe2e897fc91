using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Cli.Output;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Time;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>Is this machine fit for a run?</summary>
internal static class MachineCheck
{
    /// <summary>Looks at program, engine, memory, disk, zones and clock.</summary>
    public static void Look(RunRequest run, TimeProvider clock, Examination examination)
    {
        examination.Tell(
            "program",
            $"utm {typeof(MachineCheck).Assembly.GetName().Version!.ToString(3)}, data contract {DataContract.Version}; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        examination.Check("temporary files", () => TemporaryFiles(SpillFolder.ParentOf(run.Options)));
        if (examination.Check("native library", () => $"DuckDB {DuckDBDatabase.EngineVersion.TrimStart('v')}"))
            examination.Check("memory", () => Memory(run.Options));
        examination.Tell("processors", $"{Figures.Count(Environment.ProcessorCount)}, of which a run takes {run.Options.Threads?.ToString() ?? "all"}");
        examination.Tell("time zones", $"IANA data {TimeZones.Release}, which come with the program; reports in {run.Options.TimeZone}");
        examination.Check("clock", () => Clock(clock.GetUtcNow().UtcDateTime, Built()));
    }

    private static (bool Passed, string Found) TemporaryFiles(string folder)
    {
        using var made = SpillFolder.Create(folder);
        var (passed, found) = FreeRoom.Find($"'{folder}' can be written", folder);
        return (passed, $"{found}; a run takes some 4 GB for a million orders");
    }

    private static (bool Passed, string Found) Memory(AttributionOptions options)
    {
        using var engine = new DuckDbEngine(new() { MemoryLimit = options.Memory, Threads = options.Threads });
        var (limit, machine) = (engine.MemoryLimitBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var found = $"{Figures.Size(machine)}, of which the engine takes {Figures.Size(limit)} at most";
        return limit <= machine ? (true, found) : (false, $"{found}: more than there is; lower --memory");
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A program in one file is that file.")]
    private static DateTime Built() =>
        File.GetLastWriteTimeUtc(typeof(MachineCheck).Assembly.Location is { Length: > 0 } file ? file : Environment.ProcessPath!);

    // Published rows carry the time of their run, and which of two runs is newer is told by it.
    private static (bool Passed, string Found) Clock(DateTime now, DateTime built) => now >= built
        ? (true, $"{now:yyyy-MM-dd HH:mm:ss} UTC")
        : (false, $"{now:yyyy-MM-dd HH:mm:ss} UTC, which is before the program was built ({built:yyyy-MM-dd}): set it");
}
