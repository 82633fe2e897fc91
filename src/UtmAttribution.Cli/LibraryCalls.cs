using Microsoft.Extensions.Logging;
using UtmAttribution.Cli.Commands;

namespace UtmAttribution.Cli;

/// <summary>What the commands ask of the library; tests put known answers in its place.</summary>
internal sealed record LibraryCalls
{
    /// <summary><c>utm run</c>.</summary>
    public Func<RunRequest, ILogger, IProgress<RunProgress>, CancellationToken, RunReport> Run { get; init; } =
        static (run, logger, progress, cancellation) =>
            new AttributionPipeline(run.Options, run.Source, run.Out, TimeProvider.System, logger, progress).Run(cancellation);
}
