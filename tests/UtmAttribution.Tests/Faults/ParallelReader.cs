using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Tests.Faults;

/// <summary>Reads one date again and again while a run publishes, as a dashboard does, and notes what no state has.</summary>
internal sealed class ParallelReader : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FaultedShop _shop;
    private readonly DateOnly _date;
    private readonly TargetStates _folder;
    private readonly TargetStates _schema;
    private readonly Dictionary<string, byte[]> _seen = new(StringComparer.Ordinal);
    private readonly Thread _thread;
    private string? _snapshot;
    private volatile bool _ends;

    /// <summary>Begins to read.</summary>
    public ParallelReader(FaultedShop shop, Targets targets, (TargetStates Folder, TargetStates Schema) states, DateOnly date)
    {
        (_shop, _date, (_folder, _schema)) = (shop, date, states);
        _thread = new(() => Read(targets));
        _thread.Start();
    }

    /// <summary>How often it has read the date.</summary>
    public int Reads { get; private set; }

    /// <summary>What it saw that should not be.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Reads no more.</summary>
    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    private void Read(Targets targets)
    {
        using var connection = _shop.Connect();
        using var engine = _shop.ConnectEngine();
        try
        {
            while (!_ends)
            {
                if (targets.HasFlag(Targets.Schema))
                    ReadSchema(connection);
                if (targets.HasFlag(Targets.Folder))
                    ReadFolder(engine);
                Reads++;
                Thread.Sleep(Pause);
            }
        }
        catch (Exception fault)
        {
            Faults.Add($"the reader failed: {fault.Message}");
        }
    }

    // What one snapshot sees, every equal one sees. The one that is asked for first may only be older than what is read then.
    private void ReadSchema(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select txid_current_snapshot()::text", connection);
        var snapshot = (string)command.ExecuteScalar()!;
        if (snapshot == _snapshot)
            return;
        _snapshot = snapshot;
        if (!_schema.HasDate($"{_date:yyyy-MM-dd}", Contents.OfSchema(connection, _shop.Schema, _date)))
            Faults.Add($"a reader of the schema saw {_date:yyyy-MM-dd} half done");
    }

    // A file is opened once: what has its name a moment later may be another one. What is as it was is good still.
    private void ReadFolder(DuckDBConnection engine)
    {
        var copies = _shop.Path("read");
        var isNew = false;
        foreach (var dataset in Datasets.All)
        {
            var path = PartitionPath.Of(dataset.Name, _date);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copies, path))!);
            try
            {
                var bytes = File.ReadAllBytes(Path.Combine(_shop.Target, path));
                if (_seen.GetValueOrDefault(path).AsSpan().SequenceEqual(bytes))
                    continue;
                (isNew, _seen[path]) = (true, bytes);
                File.WriteAllBytes(Path.Combine(copies, path), bytes);
            }
            catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
            {
                isNew |= _seen.Remove(path);
                Directory.Delete(Path.Combine(copies, dataset.Name), recursive: true);
            }
        }
        if (!isNew)
            return;

        var found = Contents.OfFolder(engine, copies);
        foreach (var dated in Datasets.All.Select(dataset => $"{dataset.Name}/{_date:yyyy-MM-dd}").Where(dated => !_folder.Has(dated, found.GetValueOrDefault(dated))))
            Faults.Add($"a reader of the folder saw {dated} half done");
    }
}
