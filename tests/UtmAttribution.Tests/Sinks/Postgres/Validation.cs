using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary><c>utm validate</c> over a target.</summary>
internal static class Validation
{
    /// <summary>The checks that failed, with what was found.</summary>
    public static List<(string Check, string Found)> Failed(TargetSchema target, params string[] more)
    {
        var run = Run(target, [.. more, "--json"]);
        Assert.True(run.ExitCode is ExitCodes.Done or ExitCodes.NotReconciled, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var failed = json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("passed") is { ValueKind: JsonValueKind.False })
            .Select(finding => (finding.GetProperty("check").GetString()!, finding.GetProperty("found").GetString()!)).ToList();
        Assert.Equal(failed.Count == 0, run.ExitCode == ExitCodes.Done);
        return failed;
    }

    /// <summary>What it prints.</summary>
    public static ToolRun Run(TargetSchema target, params string[] more) =>
        ToolRun.Of(["validate", "--postgres", target.Database.Uri, "--schema", target.Schema.Name, .. more]);
}
