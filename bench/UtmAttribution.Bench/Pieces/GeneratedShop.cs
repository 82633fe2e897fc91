using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// One made-up shop that several questions are asked of: generated and computed when it is first asked for, gone with the process.
/// </summary>
internal static class GeneratedShop
{
    /// <summary>Its orders, in 60 days.</summary>
    public const int Orders = 30_000;

    private static readonly Lazy<string> Generated = new(Generate);
    private static readonly Lazy<ComputedRun> Computed = new(Compute);

    /// <summary>The folder with its files.</summary>
    public static string Folder => Generated.Value;

    /// <summary>The file of its orders, as a pattern.</summary>
    public static string OrderFiles => Path.Combine(Folder, $"{SourceTable.ShopifyOrders.Name}*.parquet");

    /// <summary>A run of it with every attribution model, whose relations are all there. It has one thread, so that ratios do not depend on cores.</summary>
    public static ComputedRun Run => Computed.Value;

    private static string Generate()
    {
        var folder = Directory.CreateTempSubdirectory("utm-pieces-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        new DataGenerator(new() { Orders = Orders, HostileShare = 0 }).Write(folder, progress: null, CancellationToken.None);
        return folder;
    }

    private static ComputedRun Compute()
    {
        var options = new AttributionOptions { Models = Enum.GetValues<AttributionModel>(), Threads = 1 };
        var run = ComputedRun.Compute(
            options, database => new FileSource(Folder, database), _ => true, NullLogger.Instance, progress: null, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => run.Dispose();
        return run;
    }
}
