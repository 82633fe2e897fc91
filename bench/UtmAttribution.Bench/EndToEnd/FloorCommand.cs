using System.Text.Json;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>
/// <c>floor</c>: one step of the floor in a process of its own, started by <c>e2e</c>. Prints what it took as JSON.
/// </summary>
internal static class FloorCommand
{
    public const string Name = "floor";

    private const string Load = "load";

    /// <summary>Runs a step here.</summary>
    public static void Run(EndToEndOptions options, string step)
    {
        var floor = new Floor(options);
        var work = step == Load ? floor.LoadTables : floor.Scans.Concat(floor.Writes).Single(way => way.Key == step).Value;
        Console.WriteLine(JsonSerializer.Serialize(Floor.Time(work)));
    }

    /// <summary>Makes the ready tables, in a process of its own; what that takes does not count.</summary>
    public static void LoadInChild(EndToEndOptions options) => RunInChild(options, Load);

    /// <summary>Runs a way to scan or to write in a process of its own; starting it does not count.</summary>
    public static Measure RunInChild(EndToEndOptions options, string step)
    {
        var (_, _, output) = ChildProcess.Run(
            Path.Combine(AppContext.BaseDirectory, "UtmAttribution.Bench"),
            [Name, "--step", step, "--orders", $"{options.Orders}", "--memory", options.Memory, "--threads", $"{options.Threads}", "--work", options.Work,
            .. options.Server is { } server ? ["--server", server] : Array.Empty<string>()]);
        return JsonSerializer.Deserialize<Measure>(output)!;
    }
}
