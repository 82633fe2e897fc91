using System.CommandLine;

namespace UtmAttribution.Cli.Commands;

/// <summary>A command with what its help shows beyond its options.</summary>
internal sealed class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>How it is typed, after its name.</summary>
    public required string Usage { get; init; }

    /// <summary>What to say when somebody stops it.</summary>
    public string WhenCancelled { get; set; } = "cancelled";

    /// <summary>The exit code where the data, the target or the machine are at fault.</summary>
    public int FailureCode { get; init; } = ExitCodes.Failed;

    /// <summary>Command lines that work as they stand.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
