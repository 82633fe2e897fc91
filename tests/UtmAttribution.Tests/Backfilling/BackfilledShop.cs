using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Backfilling;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Backfilling;

/// <summary>Forty days of a shop full of hostile values as Parquet, with copies in which something has changed.</summary>
public sealed class BackfilledShop : IDisposable
{
    /// <summary>Its first date.</summary>
    public static readonly DateOnly First = new(2025, 9, 28);

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _backfilled;
    private readonly Lazy<SortedDictionary<string, string>> _expected;
    private int _folders;

    /// <summary>Generates its files.</summary>
    public BackfilledShop()
    {
        new DataGenerator(new GeneratorOptions
        {
            Orders = 900,
            Seed = 17,
            Days = 40,
            LastDate = Last,
            HostileShare = 0.2,
            Ads = 10,
            Format = GeneratorFormat.Parquet,
        }).Write(Source, progress: null, CancellationToken.None);
        _expected = new(() => OneRun(Options));
        _backfilled = new(() =>
        {
            var target = NewFolder();
            Backfill(Options, TenDays, target);
            return target;
        });
    }

    /// <summary>Cuts it into four windows.</summary>
    public static WindowLength TenDays { get; } = new(0, 10);

    /// <summary>Its last date, after the clock changes of Europe and America.</summary>
    public static DateOnly Last { get; } = First.AddDays(39);

    /// <summary>The folder with the source's files.</summary>
    public string Source => _folder["source"];

    /// <summary>Options that fit it.</summary>
    public static AttributionOptions Options { get; } = new() { Currency = "EUR", TimeZone = "Europe/Berlin", Lookback = TimeSpan.FromDays(3), From = First, To = Last, Threads = 1 };

    /// <summary>What one run with <see cref="Options"/> publishes, by path: the hashes of the content.</summary>
    public SortedDictionary<string, string> Expected => _expected.Value;

    /// <summary>A new folder with what a backfill with <see cref="Options"/> and windows of <see cref="TenDays"/> has published.</summary>
    public string Backfilled()
    {
        var copy = NewFolder();
        foreach (var file in Directory.EnumerateFiles(_backfilled.Value, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(copy, Path.GetRelativePath(_backfilled.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
        return copy;
    }

    /// <summary>A folder for a process's temporary files, which is there.</summary>
    public string NewTemp() => Directory.CreateDirectory(NewFolder()).FullName;

    /// <summary>A folder of its own.</summary>
    public string NewFolder() => _folder[$"folder-{++_folders}"];

    /// <summary>A copy of the source in which rows of a table have changed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="replace">The columns that change, as <c>replace (…)</c> takes them.</param>
    public string Changed(string table, string replace)
    {
        var copy = Directory.CreateDirectory(NewFolder()).FullName;
        foreach (var file in Directory.EnumerateFiles(Source))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        using var engine = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = engine.Connect();
        foreach (var file in Directory.EnumerateFiles(copy, $"{table}*.parquet"))
        {
            connection.Execute($"copy (select * replace ({replace}) from '{file}') to '{file}.new' (format parquet)");
            File.Move($"{file}.new", file, overwrite: true);
        }
        return copy;
    }

    /// <summary>A value of the source.</summary>
    public T Value<T>(string sql)
    {
        using var engine = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = engine.Connect();
        connection.Execute($"create view shopify_orders as from '{Source}/shopify_orders*.parquet'; create view ads_insights_hourly as from '{Source}/ads_insights_hourly*.parquet'");
        return connection.Scalar<T>(sql);
    }

    /// <summary>A backfill into a folder, or into other targets.</summary>
    internal BackfillReport Backfill(
        AttributionOptions options, WindowLength? window, string target, string? source = null, bool isForced = false, Action<BackfillWindow>? told = null, ISink? also = null,
        int parallel = 1, CancellationToken cancellation = default) =>
        Backfill(options, window, target, engine => new FileSource(source ?? Source, engine), isForced, told, also, parallel, cancellation);

    /// <summary>The same from any source.</summary>
    internal static BackfillReport Backfill(
        AttributionOptions options, WindowLength? window, string target, Func<DuckDBDatabase, ISource> openSource, bool isForced = false, Action<BackfillWindow>? told = null,
        ISink? also = null, int parallel = 1, CancellationToken cancellation = default)
    {
        ISink[] sinks = also is null ? [new ParquetSink(target)] : [also, new ParquetSink(target)];
        return new Backfill(options, window, isForced, openSource, sinks, TimeProvider.System, NullLogger.Instance) { Parallel = parallel }.Run(told ?? (_ => { }), cancellation);
    }

    /// <summary>What one run publishes, by path: the hashes of the content.</summary>
    public SortedDictionary<string, string> OneRun(AttributionOptions options, string? source = null)
    {
        var target = NewFolder();
        new AttributionPipeline(options, source ?? Source, target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
        return GeneratedShop.Contents(target);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
