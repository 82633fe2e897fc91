using System.CommandLine;
using Microsoft.Extensions.Logging;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>Does a run; tests put a known report in the pipeline's place.</summary>
internal delegate RunReport RunCall(RunRequest run, ILogger logger, IProgress<RunProgress>? progress, CancellationToken cancellation);

/// <summary><c>utm run</c>: files or tables in, published datasets out.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, RunCall pipeline, FlagOption verbose)
    {
        var settings = new RunSettings(verbose);
        var command = new ToolCommand("run", "Attributes every order, joins with ad spend by hour, and publishes Parquet, to PostgreSQL, or both.")
        {
            Usage = "(--source DIR | --postgres CONN) [options]",
            WhenCancelled = "cancelled: nothing was published",
            Examples =
            [
                "utm run --source data-samples --out out",
                "utm run --source data --out out --time-zone Europe/Berlin --from 2026-03-01 --to 2026-03-31",
                "utm run --postgres postgresql://localhost/shop",
                "utm run --postgres postgresql://localhost/shop --changed",
                "utm run --source postgresql://reader@db.example.com/shop --orders-table shop.orders_v2 --out out",
                "utm run --source data --postgres postgresql://localhost/shop --engine postgres",
                "utm run --config shop.json --models last_click,linear --memory 2GB --json > report.json",
            ],
        };
        foreach (var option in settings.Options)
            command.Add(option);

        command.SetAction(parse =>
        {
            var run = settings.Read(parse);
            if (!run.OnlyChanged)
                return Run(run, terminal, pipeline);
            command.WhenCancelled = "cancelled: the dates that are told of above are published; the same command goes on with the others";
            return RestatementRun.Run(run, terminal);
        });
        return command;
    }

    /// <summary>The real run.</summary>
    public static RunReport Pipeline(RunRequest run, ILogger logger, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        new AttributionPipeline(run.Options, run.OpenSource, [.. Sinks(run)], TimeProvider.System, logger, progress, Engine(run))
            .Run(cancellation);

    private static Func<DuckDbEngine, CancellationToken, IEngine>? Engine(RunRequest run) => run.Engine == EngineKind.Postgres
        ? (embedded, cancellation) => new PostgresEngine(run.Postgres!, embedded, TimeProvider.System.GetUtcNow(), run.Keep, run.Distribute, cancellation)
        : null;

    /// <summary>The targets, the database first: where it can't commit, nothing is published anywhere.</summary>
    internal static IEnumerable<ISink> Sinks(RunRequest run)
    {
        if (run.Postgres is not null)
            yield return new PostgresSink(new PostgresSchema(run.Postgres, run.Schema), run.LockTimeout);
        if (run.Out.Length > 0)
            yield return new ParquetSink(run.Out);
    }

    private static int Run(RunRequest run, Terminal terminal, RunCall pipeline)
    {
        terminal.Verbose |= run.Verbose;
        using var signals = new CancelSignals(terminal);
        using var log = RunLog.Open(run.LogFile, terminal, run.LogFormat);
        var report = log.Watch(() => ProgressView.Watch(
            terminal, TimeProvider.System, run.IsSilent, progress => pipeline(run, log.Logger, progress, signals.Token)));

        if (run.Json)
            RunReportJson.Write(report, terminal.Out);
        else
            RunSummary.Write(report, run, terminal);

        return report.Ledger.Balances ? ExitCodes.Done : ExitCodes.NotReconciled;
    }
}
