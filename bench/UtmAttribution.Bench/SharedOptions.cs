using System.CommandLine;

namespace UtmAttribution.Bench;

/// <summary>Options that several benchmarks have; each command makes its own.</summary>
internal static class SharedOptions
{
    /// <summary>The engine's memory limit.</summary>
    public static Option<string> Memory() => new("--memory") { Description = "memory limit of the engine", DefaultValueFactory = _ => "1GB" };

    /// <summary>The engine's threads.</summary>
    public static Option<int> Threads() => new("--threads") { Description = "threads of the engine", DefaultValueFactory = _ => 2 };

    /// <summary>The folder for what a benchmark makes.</summary>
    public static Option<string> Work() => new("--work")
    {
        Description = "folder for generated orders, output and ready tables; kept",
        DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "utm-bench"),
    };

    /// <summary>How often everything is measured.</summary>
    public static Option<int> Repeat(int times) => new("--repeat") { Description = "how often everything is measured; medians count", DefaultValueFactory = _ => times };
}
