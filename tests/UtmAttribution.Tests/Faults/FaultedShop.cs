using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using UtmAttribution.Backfilling;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Faults;

/// <summary>A small shop, a folder and a schema that are published by older rules, and the states that new rules lead to.</summary>
public sealed class FaultedShop : IDisposable
{
    /// <summary>How many windows a backfill has.</summary>
    public const int WindowCount = 3;

    private const int Days = 9;

    private static readonly DateOnly Last = new(2025, 10, 30);
    private static readonly DateOnly First = Last.AddDays(1 - Days);
    private static readonly WindowLength Window = new(0, Days / WindowCount);

    private static readonly AttributionOptions After = new()
    {
        Currency = "EUR",
        TimeZone = "Europe/Berlin",
        Lookback = TimeSpan.FromDays(3),
        From = First,
        To = Last,
        Threads = 1,
        Models = [AttributionModel.Linear],
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database = new();
    private readonly DuckDBDatabase _engine = DuckDBDatabase.Open(new() { Threads = 1 });
    private readonly NpgsqlConnection _connection;
    private readonly TargetSchema _before;
    private readonly string _source;

    /// <summary>Publishes by the older rules, and then in windows by the new ones.</summary>
    public FaultedShop()
    {
        (_source, Engine, _connection) = (_folder["pristine"], _engine.Connect(), _database.Connect());
        new DataGenerator(new GeneratorOptions
        {
            Orders = 180,
            Seed = 29,
            Days = Days,
            LastDate = Last,
            HostileShare = 0.2,
            Ads = 6,
            Format = GeneratorFormat.Parquet,
        }).Write(_source, progress: null, CancellationToken.None);
        (_before, Schema) = (new(_database, "before"), new(_database, "disturbed"));
        _before.Run(_source, After with { TimeZone = "UTC", Lookback = TimeSpan.FromDays(4), Revenue = RevenueBasis.Net }, _folder["before"]);

        Restore();
        var (folders, schemas) = (new List<SortedDictionary<string, string>> { OfFolder() }, new List<SortedDictionary<string, string>> { OfSchema() });
        new Backfill(After, Window, isForced: false, engine => new FileSource(Source, engine), [Schema.Sink, new ParquetSink(Target)], TimeProvider.System, NullLogger.Instance)
            .Run(
                _ =>
                {
                    folders.Add(OfFolder());
                    schemas.Add(OfSchema());
                },
                CancellationToken.None);
        (Windows, OneRun) = ((new(folders), new(schemas)), (new([folders[0], folders[^1]]), new([schemas[0], schemas[^1]])));
    }

    /// <summary>A date that all states have.</summary>
    public static DateOnly AnyDate(Random random) => First.AddDays(random.Next(Days));

    /// <summary>The states of folder and schema that a backfill leads through.</summary>
    internal (TargetStates Folder, TargetStates Schema) Windows { get; }

    /// <summary>Those of one run.</summary>
    internal (TargetStates Folder, TargetStates Schema) OneRun { get; }

    /// <summary>Where the tool reads, and where a fault may spoil a file.</summary>
    internal string Source => _folder["source"];

    /// <summary>The folder that is published to.</summary>
    internal string Target => _folder["target"];

    /// <summary>The schema that is published to.</summary>
    internal TargetSchema Schema { get; }

    /// <summary>What the engine of runs keeps its files in.</summary>
    internal string Temp => _folder["temp"];

    /// <summary>Its database.</summary>
    internal TestDatabase Database => _database;

    /// <summary>For what tests ask of Parquet.</summary>
    internal DuckDBConnection Engine { get; }

    /// <summary>A path for something else.</summary>
    internal string Path(string name) => _folder[name];

    /// <summary>The arguments of a command that publishes by the new rules.</summary>
    internal string[] Arguments(string command, Targets targets, int? port = null) =>
    [
        command, "--source", Source, "--currency", "EUR", "--time-zone", "Europe/Berlin", "--lookback", "3d", "--from", $"{First:yyyy-MM-dd}", "--to", $"{Last:yyyy-MM-dd}",
        "--models", "linear", "--threads", "1", "--temp-dir", Temp, "--quiet",
        .. command == "backfill" ? ["--window", $"{Days / WindowCount}d"] : Array.Empty<string>(),
        .. targets.HasFlag(Targets.Folder) ? ["--out", Target] : Array.Empty<string>(),
        .. targets.HasFlag(Targets.Schema)
            ? ["--postgres", new UriBuilder(_database.Uri) { Port = port ?? new Uri(_database.Uri).Port }.Uri.AbsoluteUri, "--schema", Schema.Schema.Name]
            : Array.Empty<string>(),
    ];

    /// <summary>Source and targets as before.</summary>
    internal void Restore()
    {
        RestoreSource();
        Directory.CreateDirectory(Temp);
        Copy(_folder["before"], Target);
        using var command = new NpgsqlCommand(string.Concat(Datasets.All.Select(dataset => dataset.Name).Append("utm_runs").Select(table =>
            $"truncate {Schema.Table(table)}; insert into {Schema.Table(table)} select * from {_before.Table(table)};")), _connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The source as it was.</summary>
    internal void RestoreSource() => Copy(_source, Source);

    /// <summary>What the folder holds.</summary>
    internal SortedDictionary<string, string> OfFolder() => Contents.OfFolder(Engine, Target);

    /// <summary>What the schema holds, once no run writes to it any more.</summary>
    internal SortedDictionary<string, string> OfSchema()
    {
        while (_database.Scalar<long>($"select count(*) from pg_stat_activity where datname = '{_database.Name}' and application_name = 'utm'") > 0)
            Thread.Sleep(5);
        return Contents.OfSchema(_connection, Schema);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        Engine.Dispose();
        _engine.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
