using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm verify</c>: is what is published still what was published?</summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { HelpName = "DIR", Description = "folder that utm run published to" };
        var command = new ToolCommand("verify", "Reads everything published again and compares it with manifest and ledger.")
        {
            Usage = "DIR [options]",
            Arguments = { folder },
            Examples = ["utm verify out"],
        };
        command.SetAction(parse => Verify(parse.GetRequiredValue(folder), terminal));
        return command;
    }

    private static int Verify(string folder, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var report = ProgressView.Watch(
            terminal, TimeProvider.System, quiet: false, progress => OutputVerifier.Verify(folder, progress, signals.Token));

        foreach (var finding in report.Findings)
            Tables.WriteText(finding, terminal);

        var read = $"{Figures.Count(report.Files, "files")} with {Figures.Count(report.Rows, "rows")}";
        Tables.WriteText(
            report.Findings.Count == 0
                ? $"{folder} is as it was published: {read} agree with manifest and ledger."
                : $"{folder} is NOT as it was published: {Figures.Count(report.Findings.Count, "findings")} in {read}.",
            terminal);
        return report.Findings.Count == 0 ? ExitCodes.Done : ExitCodes.NotReconciled;
    }
}
