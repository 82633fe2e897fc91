using System.Text.Json;
using BenchmarkDotNet.Attributes;
using UtmAttribution.Engines;
using UtmAttribution.Evidence;
using UtmAttribution.Loading;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What do journeys cost beyond reading their JSON at all, and beyond touching its bytes? The baseline only walks over the tokens;
/// copying the bytes is the least that anything can do with them. An operation is a megabyte: operations a second are MB/s.
/// </summary>
[MemoryDiagnoser]
public class JourneyScanning
{
    private const long Lookback = 30 * 86_400_000_000L;

    private List<(byte[] Json, long OrderedAt)> _journeys = [];
    private byte[] _copies = [];
    private readonly Stack<IDisposable> _open = [];
    private JourneyReader _reader = null!;

    /// <summary>Takes journeys and meets their texts once.</summary>
    [GlobalSetup]
    public void Load()
    {
        _journeys = Journeys.Read();
        _copies = new byte[_journeys.Sum(journey => journey.Json.Length)];
        var folder = SpillFolder.Create(Path.GetTempPath());
        _open.Push(folder);
        var engine = new DuckDbEngine(new() { TempDirectory = folder.Path });
        _open.Push(engine);
        engine.Connection.Execute(LoadedTables.Create);
        var evidence = new EvidenceDictionary(engine.Rows, []);
        _open.Push(evidence);
        _reader = new JourneyReader(evidence);
        Scan(_reader);
    }

    /// <summary>Closes the database.</summary>
    [GlobalCleanup]
    public void Close()
    {
        while (_open.TryPop(out var opened))
            opened.Dispose();
    }

    /// <summary>The bytes, copied (<c>memcpy</c>).</summary>
    [Benchmark(OperationsPerInvoke = Journeys.Megabytes)]
    public int Copies()
    {
        var at = 0;
        foreach (var (json, _) in _journeys)
        {
            json.CopyTo(_copies, at);
            at += json.Length;
        }

        return at;
    }

    /// <summary>The tokens alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Journeys.Megabytes)]
    public int Utf8JsonReaderAlone()
    {
        var tokens = 0;
        foreach (var (json, _) in _journeys)
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
                tokens++;
        }

        return tokens;
    }

    /// <summary>Visits, where every text was met before.</summary>
    [Benchmark(OperationsPerInvoke = Journeys.Megabytes)]
    public int VisitsOfTextsSeenBefore() => Scan(_reader);

    /// <summary>Visits, where the dictionary is empty at first and its tables are written.</summary>
    [Benchmark(OperationsPerInvoke = Journeys.Megabytes)]
    public int VisitsOfNewTexts()
    {
        using var folder = SpillFolder.Create(Path.GetTempPath());
        using var engine = new DuckDbEngine(new() { TempDirectory = folder.Path });
        engine.Connection.Execute(LoadedTables.Create);
        using var evidence = new EvidenceDictionary(engine.Rows, []);
        return Scan(new JourneyReader(evidence));
    }

    private int Scan(JourneyReader reader)
    {
        var visits = 0;
        foreach (var (json, orderedAt) in _journeys)
        {
            reader.TryRead(json, orderedAt, orderedAt - Lookback);
            visits += reader.Visits.Count;
        }

        return visits;
    }
}
