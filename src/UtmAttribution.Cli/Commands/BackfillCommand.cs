using System.CommandLine;
using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm backfill</c>: a long range of dates in windows, each published before the next one begins.</summary>
internal static class BackfillCommand
{
    private const string Cut = "Windows";

    private static readonly HashSet<string> LeftOut = ["--changed", "--engine", "--keep", "--distribute"];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, FlagOption verbose)
    {
        var window = new TextOption("--window", "LENGTH", "how many dates are published at once: 1mo, 3mo (calendar months), 7d, 4w, or auto, as many as --memory is good for") { Group = Cut, Default = "auto" };
        var force = new FlagOption("--force", "publish all dates, also those whose source and options have not changed since they were published") { Group = Cut };
        var parallel = new TextOption("--parallel", "N", "how many windows are worked on at a time, each with its share of --memory and --threads") { Group = Cut, Default = "1" };
        var settings = new RunSettings(verbose, LeftOut);
        var command = new ToolCommand("backfill", "Publishes a long range of dates in windows, and goes on where it was ended.")
        {
            Usage = "(--source DIR | --postgres CONN) [--from DATE] [--to DATE] [--window LENGTH] [options]",
            WhenCancelled = "cancelled: the windows above are published; the same command goes on after them",
            Examples =
            [
                "utm backfill --source data --out out --from 2024-01-01 --to 2025-12-31",
                "utm backfill --postgres postgresql://localhost/shop --window 1mo --memory 2GB",
                "utm backfill --config shop.json --from 2025-01-01 --force",
            ],
        };
        foreach (var option in ((Option[])[window, parallel, force]).Concat(settings.Options))
            command.Add(option);

        command.SetAction(parse => Run(
            settings.Read(parse), window.In(parse) is { } given ? Values.Window(given) : null, parallel.In(parse) is { } number ? Values.Count(number, 1) : 1,
            parse.GetValue(force), terminal));
        return command;
    }

    private static void Run(RunRequest run, WindowLength? window, int parallel, bool isForced, Terminal terminal)
    {
        terminal.Verbose |= run.Verbose;
        using var signals = new CancelSignals(terminal);
        using var log = RunLog.Open(run.LogFile, terminal, run.LogFormat);
        var report = log.Watch(() => ProgressView.WatchBriefly(terminal, TimeProvider.System, run.IsSilent, progress =>
            new Backfill(run.Options, window, isForced, run.OpenSource, [.. RunCommand.Sinks(run)], TimeProvider.System, log.Logger, progress) { Parallel = parallel }
                .Run(Tell, signals.Token)));
        if (run.Json)
            BackfillJson.Write(report, terminal.Out);
        else
            BackfillText.Write(report, run, terminal);

        void Tell(BackfillWindow over)
        {
            if (!run.IsSilent)
                terminal.Say(BackfillText.Line(over));
        }
    }
}
