using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Commands;

/// <summary>An option that says how much of the machine the engine may take.</summary>
/// <param name="Name">Its name with dashes.</param>
/// <param name="Value">What the help calls its value.</param>
/// <param name="Help">One line of help.</param>
/// <param name="Default">What holds without it.</param>
/// <param name="Apply">Sets it.</param>
internal sealed record EngineLimit(string Name, string Value, string Help, string Default, Func<AttributionOptions, Given, AttributionOptions> Apply)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EngineLimit> All { get; } =
    [
        new("--memory", "SIZE", "memory limit of the engine, such as 2GB; the rest is on disk",
            "80 %", (options, given) => options with { Memory = Values.Memory(given) }),
        new("--threads", "N", "threads of the engine",
            "one per core", (options, given) => options with { Threads = Values.Count(given, 1) }),
        new("--temp-dir", "DIR", "where the engine keeps its relations",
            "the system's", (options, given) => options with { TempDirectory = given.Path("a folder") }),
        new("--temp-limit", "SIZE", "the most that is kept there, such as 20GB",
            "the disk", (options, given) => options with { TempLimit = Values.Memory(given) }),
    ];
}
