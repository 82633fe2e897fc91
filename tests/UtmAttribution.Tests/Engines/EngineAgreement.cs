using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Sinks.Postgres;
using GeneratedShop = UtmAttribution.Tests.Pipeline.GeneratedShop;

namespace UtmAttribution.Tests.Engines;

/// <summary>Runs the models in the embedded engine and on a server, and holds everything that they publish against each other.</summary>
internal static class EngineAgreement
{
    private const int FewOrders = 2_000;

    private static readonly int Orders =
        int.TryParse(Environment.GetEnvironmentVariable("UTM_TEST_ORDERS"), CultureInfo.InvariantCulture, out var orders) ? orders : FewOrders;

    /// <summary>Writes the generated shop, of as many orders as <c>UTM_TEST_ORDERS</c> says.</summary>
    public static void WriteHostileShop(string folder) => new DataGenerator(new()
    {
        Orders = Orders,
        Seed = 21,
        Days = 14,
        LastDate = new DateOnly(2025, 11, 6), // Around the clock changes of Europe and America.
        HostileShare = 0.4,
        Ads = 12,
        Currencies = ["EUR", "USD"],
    }).Write(folder, progress: null, CancellationToken.None);

    /// <summary>Runs everything and compares every dataset, in files and in the target's tables.</summary>
    /// <returns>What the run on the server reports.</returns>
    public static RunReport Verify(string source, AttributionOptions options, TemporaryFolder folder, TargetSchema target, bool distribute = false) =>
        Verify(engine => new FileSource(source, engine), options, folder, target, distribute);

    /// <summary>The same from any source.</summary>
    public static RunReport Verify(
        Func<DuckDBDatabase, ISource> source, AttributionOptions options, TemporaryFolder folder, TargetSchema target, bool distribute = false)
    {
        string Output(string kind) => folder[$"{target.Schema.Name} {kind}"];
        Run(source, options with { Threads = 1 }, new ParquetSink(Output("one")));
        Run(source, options with { Threads = 2 }, new ParquetSink(Output("two")));

        var report = target.RunOnServer(source, options, Output("server"), distribute: distribute);

        var expected = GeneratedShop.Contents(Output("one"));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, GeneratedShop.Contents(Output("two")));
        Assert.Equal(expected, GeneratedShop.Contents(Output("server")));
        Assert.Empty(PublishedRows.Differences(target, Output("server")));
        return report;
    }

    private static void Run(Func<DuckDBDatabase, ISource> source, AttributionOptions options, ISink sink) =>
        new AttributionPipeline(options, source, [sink], TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
}
