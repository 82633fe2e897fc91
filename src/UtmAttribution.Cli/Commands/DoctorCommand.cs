using System.CommandLine;
using UtmAttribution.Cli.Diagnosis;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm doctor</c>: would a run with these options have what it needs?</summary>
internal static class DoctorCommand
{
    private static readonly HashSet<string> LeftOut =
    [
        "--lock-timeout", "--from", "--to", "--currency", "--revenue", "--models", "--primary-model", "--lookback", "--session-timeout", "--half-life",
        "--position", "--train", "--markov-order", "--touchpoints", "--ads-duplicates", "--shop-host", "--keep", "--quiet", "--log-file", "--log-format",
    ];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, FlagOption verbose)
    {
        var settings = new RunSettings(verbose, LeftOut);
        var command = new ToolCommand("doctor", "Checks whether a run would have what it needs: machine, source and targets.")
        {
            Usage = "[--source DIR] [--postgres CONN] [--out DIR] [options]",
            Examples =
            [
                "utm doctor",
                "utm doctor --source data --out out --memory 2GB --temp-dir /mnt/scratch",
                "utm doctor --config shop.json",
            ],
        };
        foreach (var option in settings.Options)
            command.Add(option);

        command.SetAction(parse =>
        {
            var run = settings.ReadAny(parse);
            using var signals = new CancelSignals(terminal);
            var findings = Look(run, TimeProvider.System, signals.Token);
            var failed = FindingTable.Failed(findings);
            if (run.Json)
            {
                FindingsJson.Write(findings, terminal.Out);
            }
            else
            {
                FindingTable.Write(findings, terminal);
                Tables.WriteText(failed == 0 ? "All is well." : $"{Figures.Count(failed, "checks")} failed.", terminal);
            }
            return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    /// <summary>Everything that can be looked at with what was named.</summary>
    internal static IReadOnlyList<Finding> Look(RunRequest run, TimeProvider clock, CancellationToken cancellation)
    {
        var examination = new Examination(cancellation);
        MachineCheck.Look(run, clock, examination);
        SourceCheck.Look(run, examination);
        if (run.Out.Length > 0)
            FolderCheck.Look(run.Out, examination);
        if (run.Postgres is not null)
            DatabaseCheck.Look(run, clock, examination);
        if (run is { Out.Length: 0, Postgres: null })
            examination.Tell("target", "none was named; --out or --postgres names one");
        return examination.Findings;
    }
}
