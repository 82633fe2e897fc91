using System.Security.Cryptography;
using System.Text;
using Npgsql;
using UtmAttribution.Cli;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
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

    private static readonly AttributionOptions Older = new()
    {
        Currency = "EUR",
        TimeZone = "UTC",
        Lookback = TimeSpan.FromDays(4),
        From = First,
        To = Last,
        Threads = 1,
        Models = [AttributionModel.Linear],
        Revenue = RevenueBasis.Net,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database = new();
    private readonly DuckDBDatabase _engine = DuckDBDatabase.Open(new() { Threads = 1 });
    private readonly NpgsqlConnection _connection;
    private readonly TargetSchema _before;
    private readonly string _source;
    private readonly string _filesBefore;
    private readonly SortedDictionary<string, string>? _contentsBefore;

    /// <summary>Publishes by the older rules, and then in windows by the new ones.</summary>
    public FaultedShop()
    {
        (_source, Engine, _connection) = (_folder["pristine"], _engine.Connect(), Connect());
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
        // The rules of a real shop take a fifth of a run that is so small.
        File.WriteAllText(System.IO.Path.Combine(_source, "utm_channel_mapping.csv"), """
            id,utm_source_pattern,utm_medium_pattern,referrer_pattern,channel,sub_channel,channel_category,platform,priority
            1,google,cp,,Google,Paid Search,paid_search,google,90
            2,facebook|instagram,,,Meta,Paid Social,paid_social,facebook,80
            3,,email,,Email,Email,email,,70
            4,,,google,Google,Organic Search,organic_search,,20
            5,,,.+,Referral,Referral,referral,,10

            """);
        (_before, Schema) = (new(_database, "before"), new(_database, "disturbed"));
        _before.Run(_source, Older, _folder["before"]);
        _filesBefore = FingerprintOf(_folder["before"]);

        Restore();
        _contentsBefore = OfFolder();
        var (folders, schemas) = (new List<SortedDictionary<string, string>> { _contentsBefore }, new List<SortedDictionary<string, string>> { OfSchema() });
        Activities = Trace(() =>
        {
            folders.Add(OfFolder());
            schemas.Add(OfSchema());
        });
        Assert.Equal(WindowCount + 1, folders.Count);
        (Windows, OneRun) = ((new(folders), new(schemas)), (new([folders[0], folders[^1]]), new([schemas[0], schemas[^1]])));
    }

    /// <summary>The activities of a backfill to both targets that nothing disturbs.</summary>
    internal TracedActivities Activities { get; }

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

    /// <summary>A connection that asks the same again and again.</summary>
    internal NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Another connection for what tests ask of Parquet.</summary>
    internal DuckDBConnection ConnectEngine() => _engine.Connect();

    /// <summary>For what tests ask of Parquet.</summary>
    internal DuckDBConnection Engine { get; }

    /// <summary>A path for something else.</summary>
    internal string Path(string name) => _folder[name];

    /// <summary>The arguments of a command that publishes by the new rules.</summary>
    internal string[] Arguments(string command, Targets targets, int? port = null) =>
    [
        command, "--source", Source, "--currency", "EUR", "--time-zone", "Europe/Berlin", "--lookback", "3d", "--from", $"{First:yyyy-MM-dd}", "--to", $"{Last:yyyy-MM-dd}",
        "--models", "linear", "--threads", "1", "--temp-dir", Temp, "--store", System.IO.Path.Combine(_folder["store"], "shop.store"), "--quiet",
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
        if (Directory.Exists(_folder["store"]))
            Directory.Delete(_folder["store"], recursive: true);
        Directory.CreateDirectory(Temp);
        Copy(_folder["before"], Target);
        using var command = new NpgsqlCommand(string.Concat(Datasets.All.Select(dataset => dataset.Name).Append("utm_runs").Select(table =>
            $"truncate {Schema.Table(table)}; insert into {Schema.Table(table)} select * from {_before.Table(table)};")), _connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The source as it was.</summary>
    internal void RestoreSource() => Copy(_source, Source);

    /// <summary>What the folder holds: where every byte is as before, that need not be read once more.</summary>
    internal SortedDictionary<string, string> OfFolder() =>
        _contentsBefore is not null && FingerprintOf(Target) == _filesBefore ? _contentsBefore : Contents.OfFolder(Engine, Target);

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

    // A backfill that nothing disturbs.
    private TracedActivities Trace(Action afterEachRun)
    {
        var (trace, sign) = (_folder["trace"], _folder["sign"]);
        using var tool = HookedTool.Start(this, Arguments("backfill", Targets.Both), new() { [FaultHook.TraceVariable] = trace, [FaultHook.SignVariable] = sign });
        var finish = Task.Run(() => ToolProcess.Finish(tool));
        while (!finish.Wait(1))
        {
            if (!File.Exists(sign))
                continue;
            afterEachRun();
            File.Delete(sign);
        }
        Assert.Equal((ExitCodes.Done, ""), (finish.Result.ExitCode, finish.Result.Error));
        return new(trace);
    }

    private static string FingerprintOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in PartitionPath.Files(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(folder, path))));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
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
