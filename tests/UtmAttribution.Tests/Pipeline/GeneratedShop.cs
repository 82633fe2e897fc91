using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Engines;
using UtmAttribution.Generation;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>A small generated shop full of hostile values, on disk, with a place for what runs publish from it.</summary>
public sealed class GeneratedShop : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("utm-shop-");
    private int _outputs;

    /// <summary>Fourteen days around the clock changes of Europe and America, several currencies and account zones.</summary>
    public GeneratedShop()
        : this(new GeneratorOptions
        {
            Orders = 700,
            Seed = 11,
            Days = 14,
            LastDate = new DateOnly(2025, 11, 6),
            HostileShare = 0.4,
            Ads = 12,
            Format = GeneratorFormat.Csv,
            Currencies = ["EUR", "USD", "JPY", "KWD"],
        })
    {
    }

    private GeneratedShop(GeneratorOptions options)
    {
        Source = Path.Combine(_root.FullName, "source");
        new DataGenerator(options).Write(Source, progress: null, CancellationToken.None);
        // The generator's rates lead to its first currency; some runs report in another.
        File.AppendAllLines(Path.Combine(Source, "fx_rates.csv"), Enumerable.Range(0, options.Days + 8)
            .Select(day => $"{options.FirstDate.AddDays(day - 7):yyyy-MM-dd},EUR,{1.17 + (day / 1000.0)}"));
    }

    /// <summary>The folder with the source's files.</summary>
    public string Source { get; }

    /// <summary>Options that fit this shop.</summary>
    public static AttributionOptions Options { get; } = new() { Currency = "EUR", TimeZone = "Europe/Berlin", Lookback = TimeSpan.FromDays(3), Threads = 1 };

    /// <summary>A folder of its own for a run or a changed copy of the source.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root.FullName, $"folder-{++_outputs}")).FullName;

    /// <summary>Runs the product on the source, or on another one.</summary>
    public RunReport Run(AttributionOptions options, string target, string? source = null) =>
        new AttributionPipeline(options, source ?? Source, target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);

    /// <summary>What the reference implementation makes of the source.</summary>
    public ReferenceResult Reference(AttributionOptions options) => ReferenceRun.Of(
        new ReferenceSources(
            Table("shopify_orders"), Table("ads_insights_hourly"), ReferenceTable.FromCsv(BuiltInRules()), Table("ad_accounts"), Table("fx_rates")),
        Agreement.ToReference(options));

    /// <summary>What a target holds: the content hash of every file, audit columns apart.</summary>
    internal static SortedDictionary<string, string> Contents(string target) =>
        new(Manifest.Find(target)!.Files.ToDictionary(file => file.Path, file => file.ContentHash), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);

    private ReferenceTable Table(string name) => ReferenceTable.FromCsv(File.ReadAllText(Path.Combine(Source, $"{name}.csv")));

    private static string BuiltInRules() => SqlModel.Text("channel_rules.csv");
}
