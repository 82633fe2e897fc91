using Microsoft.Extensions.Logging;

namespace UtmAttribution;

/// <summary>The whole product on one page: load, models in order, ledger, publish.</summary>
public sealed class AttributionPipeline(AttributionOptions options, string sourceDirectory, string targetDirectory, TimeProvider clock, ILogger logger, IProgress<RunProgress>? progress = null)
{
    /// <summary>Runs everything.</summary>
    public RunReport Run(CancellationToken cancellation)
    {
        _ = (options, sourceDirectory, targetDirectory, clock, logger, progress, cancellation);
        throw new NotSupportedException("The pipeline is being built.");
    }
}
