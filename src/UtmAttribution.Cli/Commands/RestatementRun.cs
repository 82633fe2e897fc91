using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Output;
using UtmAttribution.Errors;
using UtmAttribution.Restating;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm run --changed</c>: only what has changed is published, and what moved is told.</summary>
internal static class RestatementRun
{
    /// <summary>Does it.</summary>
    /// <exception cref="InvalidOptionException">The models are to run where they can't be compared.</exception>
    public static int Run(RunRequest run, Terminal terminal)
    {
        if (run.Engine == EngineKind.Postgres)
            throw new InvalidOptionException("--changed: compares what is published with what the embedded engine computes, and --engine is postgres; leave one of them out");
        terminal.Verbose |= run.Verbose;
        using var signals = new CancelSignals(terminal);
        using var log = RunLog.Open(run.LogFile, terminal, run.LogFormat);
        var report = log.Watch(() => ProgressView.WatchBriefly(terminal, TimeProvider.System, run.IsSilent, progress =>
            new Restatement(run.Options, run.OpenSource, [.. RunCommand.Sinks(run)], TimeProvider.System, log.Logger, progress).Run(Tell, signals.Token)));
        if (run.Json)
            RestatementJson.Write(report, terminal.Out);
        else
            RestatementText.Write(report, run, terminal);
        return ExitCodes.Done;

        void Tell(BackfillWindow over, IReadOnlyList<RestatedDate> restated)
        {
            if (!run.IsSilent)
                terminal.Say(RestatementText.Line(over, restated));
        }
    }
}
