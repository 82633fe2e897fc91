using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Restating;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Restating;

/// <summary>Thirteen days over two months of a shop full of hostile values, which are edited as sources are after they were published.</summary>
public sealed class RestatedShop : IDisposable
{
    private static readonly string[] Tables = ["shopify_orders", "ads_insights_hourly", "ad_accounts", "fx_rates", "utm_channel_mapping"];

    private const string ChannelRules = """
        id,utm_source_pattern,utm_medium_pattern,referrer_pattern,click_id_pattern,channel,sub_channel,channel_category,platform,priority
        1,^(facebook|fb)$,cpc|paid,,,Facebook,Paid Social,paid_social,facebook,90
        2,^google$,cpc,,,Google,Paid Search,paid_search,google,80
        3,,,,^gclid$,Google,Paid Search,paid_search,google,70
        4,,email|sms,,,Email,Email,email,,60
        5,,,google,,Google,Organic Search,organic_search,google,50
        6,,,.,,Referral,Referral,referral,,10

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _published;
    private readonly Lazy<string> _publishedWithStore;
    private int _folders;

    /// <summary>Generates its files.</summary>
    public RestatedShop()
    {
        new DataGenerator(new GeneratorOptions
        {
            Orders = 120,
            Seed = 23,
            Days = 12,
            LastDate = Last.AddDays(-1),
            HostileShare = 0.2,
            Ads = 5,
            Format = GeneratorFormat.Csv,
            Currencies = ["EUR", "USD"],
        }).Write(Source, progress: null, CancellationToken.None);
        File.WriteAllText(Path.Combine(Source, "utm_channel_mapping.csv"), ChannelRules);
        _published = new(() => Published(Options));
        _publishedWithStore = new(() => Published(Options with { Store = FilledStore }));
    }

    /// <summary>Options that fit it.</summary>
    public static AttributionOptions Options { get; } = new()
    {
        Currency = "EUR",
        TimeZone = "Europe/Berlin",
        Lookback = TimeSpan.FromDays(1),
        Revenue = RevenueBasis.Net,
        Threads = 1,
    };

    /// <summary>The folder with the source's files.</summary>
    public string Source => _folder["source"];

    /// <summary>Its first date.</summary>
    public static DateOnly First { get; } = new(2025, 10, 26);

    /// <summary>Its last date, which is that before in UTC.</summary>
    public static DateOnly Last { get; } = new(2025, 11, 7);

    /// <summary>A folder of its own.</summary>
    public string NewFolder() => _folder[$"folder-{++_folders}"];

    /// <summary>A new folder with what was published of the source as it was.</summary>
    public string Published() => Copy(_published.Value);

    /// <summary>The same, published with a store; and a copy of that store.</summary>
    public (string Target, string Store) PublishedWithStore()
    {
        var target = Copy(_publishedWithStore.Value);
        var store = NewFolder();
        File.Copy(FilledStore, store);
        return (target, store);
    }

    /// <summary>A copy of the source after some statements; all of its columns are text.</summary>
    public string Edited(params IEnumerable<string> statements)
    {
        var copy = Directory.CreateDirectory(NewFolder()).FullName;
        using var engine = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = engine.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        foreach (var table in Tables)
            connection.Execute($"""create table {table} as from read_csv('{Source}/{table}.csv', all_varchar = true, header = true, quote = '"', escape = '"', delim = ',')""");
        foreach (var statement in statements)
            connection.Execute(statement);
        foreach (var table in Tables)
            connection.Execute($"copy {table} to '{copy}/{table}.csv' (header)");
        return copy;
    }

    /// <summary>What is published is brought up to a source.</summary>
    public static RestatementReport Restate(string source, params IReadOnlyList<ISink> sinks) => Restate(Options, source, sinks);

    /// <summary>The same with other options.</summary>
    public static RestatementReport Restate(AttributionOptions options, string source, params IReadOnlyList<ISink> sinks) =>
        new Restatement(options, engine => new FileSource(source, engine), sinks, TimeProvider.System, NullLogger.Instance).Run((_, _) => { }, CancellationToken.None);

    /// <summary>A folder with what one run publishes of a source.</summary>
    public string OneRun(string source, AttributionOptions? options = null)
    {
        var target = NewFolder();
        new AttributionPipeline(options ?? Options, source, target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
        return target;
    }

    private string FilledStore => _folder["store"];

    private string Published(AttributionOptions options)
    {
        var target = NewFolder();
        Restate(options, Source, new ParquetSink(target));
        return target;
    }

    private string Copy(string published)
    {
        var copy = NewFolder();
        foreach (var file in Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(copy, Path.GetRelativePath(published, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
        return copy;
    }

    /// <summary>The files of a target.</summary>
    internal static IReadOnlyList<ManifestEntry> Files(string target) => Manifest.Find(target)!.Files;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
