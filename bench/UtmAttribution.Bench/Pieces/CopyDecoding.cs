using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Evidence;
using UtmAttribution.Generation;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Time;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does a row of PostgreSQL's binary COPY cost from the bytes in memory to what is loaded? The baseline steps from the length of
/// one field to that of the next. An operation is a row of <c>shopify_orders</c>.
/// </summary>
[MemoryDiagnoser]
public class CopyDecoding
{
    private const int HeaderBytes = 19;
    private const int PieceBytes = 1 << 16; // About what a socket gives at once.

    // As the columns of generated orders come.
    private static readonly Wire[] Wires =
    [
        Wire.Integer, Wire.Text, Wire.Timestamp, Wire.Timestamp, Wire.Timestamp, Wire.Boolean, Wire.Numeric, Wire.Text, Wire.Numeric,
        Wire.Integer, Wire.Text, Wire.Text, Wire.Text, Wire.Text, Wire.Text, Wire.Text, Wire.Text, Wire.JsonB, Wire.JsonB,
    ];

    private byte[] _copy = [];

    /// <summary>Encodes the shop's orders.</summary>
    [GlobalSetup]
    public void Encode()
    {
        using var bytes = new MemoryStream();
        var copy = new ChunkCopy(bytes);
        copy.Begin();
        using var database = DuckDBDatabase.Open(new());
        using var connection = database.Connect();
        using var orders = connection.Query(SourceDefinitions.Read(SourceTable.ShopifyOrders.Name, GeneratedShop.OrderFiles, hasBrokenRecords: false));
        while (orders.FetchChunk() is { } chunk)
        {
            using (chunk)
                copy.Write(chunk);
        }

        copy.End();
        _copy = bytes.ToArray();
        if (FieldLengths() is var rows and not GeneratedShop.Orders)
            throw new InvalidOperationException($"Of {GeneratedShop.Orders} orders {rows} were encoded.");
    }

    /// <summary>Steps over all fields.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = GeneratedShop.Orders)]
    public int FieldLengths()
    {
        var (at, rows) = (HeaderBytes, 0);
        while (BinaryPrimitives.ReadInt16BigEndian(_copy.AsSpan(at)) is >= 0 and var fields)
        {
            at += sizeof(short);
            for (var field = 0; field < fields; field++)
                at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_copy.AsSpan(at)));
            rows++;
        }

        return rows;
    }

    /// <summary>Receives the bytes in pieces and finds the rows; no value is read.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public int Rows()
    {
        using var reader = Open();
        var rows = 0;
        while (reader.Read())
            rows++;
        return rows;
    }

    /// <summary>Reads every value as the loader does: numbers as numbers, texts in place.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public long Values()
    {
        using var reader = Open();
        var sum = 0L;
        while (reader.Read())
        {
            for (var column = 0; column < Wires.Length; column++)
            {
                if (!reader.IsNull(column))
                    sum += reader.Kind(column) == ValueKind.Text ? reader.Text(column).Length : reader.Number(column);
            }
        }

        return sum;
    }

    /// <summary>Reads every value as a string of its own, the simple way.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public long Strings()
    {
        using var reader = Open();
        var sum = 0L;
        while (reader.Read())
        {
            for (var column = 0; column < Wires.Length; column++)
                sum += SourceValue.Text(reader, column)?.Length ?? 0;
        }

        return sum;
    }

    /// <summary>The whole load on one thread: orders checked, journeys scanned, everything written to the run's files.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public int LoadedOrders()
    {
        using var folder = SpillFolder.Create(Path.GetTempPath());
        using var engine = new DuckDbEngine(new() { TempDirectory = folder.Path });
        engine.Connection.Execute(LoadedTables.Create);
        using var evidence = new EvidenceDictionary(engine.Rows, []);
        using var loader = new OrderLoader(
            new(), new() { ReportingCurrency = "EUR" }, new LocalClock(TimeZones.Find("UTC")), evidence, new SeenIds(), engine.Rows, PartNumbers.Alone);
        using var reader = Open();
        var rows = loader.Load(reader, new(Range: null, HasUndated: true), progress: null, CancellationToken.None);
        evidence.Close();
        return rows;
    }

    private CopyReader Open()
    {
        var at = 0;
        return new(Receive, Wires, isUncheckedText: false, fault => fault, _ => { });

        int Receive(Span<byte> into)
        {
            var piece = _copy.AsSpan(at, Math.Min(Math.Min(into.Length, PieceBytes), _copy.Length - at));
            piece.CopyTo(into);
            at += piece.Length;
            return piece.Length;
        }
    }
}
