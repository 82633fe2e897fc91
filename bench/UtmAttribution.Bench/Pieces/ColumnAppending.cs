using System.Text;
using BenchmarkDotNet.Attributes;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does a row cost that is appended to a table of the engine, by the type of its only column? The baseline is an integer. An
/// operation is a row.
/// </summary>
[MemoryDiagnoser]
public class ColumnAppending
{
    private const int Rows = 500_000;
    private const int Different = 2_048; // Values are repeated, so that only appending them takes time.

    private static readonly int[] IntegerValues = [.. Enumerable.Range(0, Different)];
    private static readonly long[] LongValues = [.. Enumerable.Range(0, Different).Select(i => 1_760_000_000_000_000 + (1_000_003L * i))];
    private static readonly bool[] BooleanValues = [.. Enumerable.Range(0, Different).Select(i => i % 3 == 0)];
    private static readonly Int128[] WideValues = [.. LongValues.Select(number => (Int128)number * number)];
    private static readonly byte[][] ShortTextValues = [.. Enumerable.Range(0, Different).Select(i => Encoding.UTF8.GetBytes($"facebook {i % 100:00}"))];

    private static readonly byte[][] LongTextValues =
    [
        .. Enumerable.Range(0, Different).Select(i => Encoding.UTF8.GetBytes(
            $"https://shop.example/collections/summer?utm_source=facebook&utm_medium=paid_social&fbclid=IwAR0aB1cD2eF3gH4iJ5kL6mN7oP8q{i:0000}")),
    ];

    private DuckDBDatabase _database = null!;
    private DuckDBConnection _connection = null!;

    /// <summary>Opens a database in memory.</summary>
    [GlobalSetup]
    public void Open()
    {
        _database = DuckDBDatabase.Open(new() { Threads = 1 });
        _connection = _database.Connect();
    }

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    /// <summary>INTEGER.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public void Integers() => Append("integer", IntegerValues);

    /// <summary>BIGINT.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void BigInts() => Append("bigint", LongValues);

    /// <summary>BOOLEAN.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Booleans() => Append("boolean", BooleanValues);

    /// <summary>TIMESTAMP.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Timestamps() => Append("timestamp", LongValues);

    /// <summary>DECIMAL of 18 digits.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Decimals() => Append("decimal(18, 4)", LongValues);

    /// <summary>DECIMAL of 38 digits.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void WideDecimals() => Append("decimal(38, 18)", WideValues);

    /// <summary>VARCHAR of 11 bytes, which a vector holds itself.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void ShortTexts() => Append(ShortTextValues);

    /// <summary>VARCHAR of 125 bytes, which a vector points to.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void LongTexts() => Append(LongTextValues);

    /// <summary>NULL, of VARCHAR.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Nulls()
    {
        using var appender = Create("varchar");
        for (var row = 0; row < Rows; row++)
        {
            appender.SetNull(0);
            appender.EndRow();
        }

        appender.Close();
    }

    private void Append<T>(string type, T[] values)
        where T : unmanaged
    {
        using var appender = Create(type);
        for (var row = 0; row < Rows; row++)
        {
            appender.Set(0, values[row % Different]);
            appender.EndRow();
        }

        appender.Close();
    }

    private void Append(byte[][] texts)
    {
        using var appender = Create("varchar");
        for (var row = 0; row < Rows; row++)
        {
            appender.SetUtf8(0, texts[row % Different]);
            appender.EndRow();
        }

        appender.Close();
    }

    private DuckDBAppender Create(string type)
    {
        _connection.Execute($"create or replace table appended (value {type})");
        return _connection.CreateAppender("appended");
    }
}
