using BenchmarkDotNet.Attributes;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does it save that a visit carries the numbers of its texts? The baseline appends the same visit with its texts. An
/// operation is a visit.
/// </summary>
[MemoryDiagnoser]
public class RowAppending
{
    private const int Rows = 500_000;

    private static readonly byte[][] Texts =
    [
        [.. "facebook"u8], [.. "paid_social"u8], [.. "Summer sale 2025 | Prospecting | EU"u8], [.. "120210000000000001"u8], [.. "120210000000000002"u8],
        [.. "https://shop.example/collections/summer?utm_source=facebook&utm_medium=paid_social&fbclid=IwAR0aB1cD2eF3gH4iJ5kL6mN7oP8qR9"u8],
        [.. "https://m.facebook.com/"u8],
    ];

    private DuckDBDatabase _database = null!;
    private DuckDBConnection _connection = null!;

    /// <summary>Opens a database in memory.</summary>
    [GlobalSetup]
    public void Open()
    {
        _database = DuckDBDatabase.Open(new());
        _connection = _database.Connect();
    }

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    /// <summary>Order, time, hour and seven texts.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public void RowOfTexts()
    {
        _connection.Execute($"""
            create or replace table visit (
                order_no integer, visit_us bigint, local_hour integer, {string.Join(", ", Texts.Select((_, i) => $"text_{i} varchar"))})
            """);
        using var appender = _connection.CreateAppender("visit");
        for (var row = 0; row < Rows; row++)
        {
            SetWhen(appender, row);
            for (var i = 0; i < Texts.Length; i++)
                appender.SetUtf8(3 + i, Texts[i]);
            appender.EndRow();
        }

        appender.Close();
    }

    /// <summary>Order, time, hour, four numbers, a flag and a kind: a row of <c>visit_rows</c>.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void RowOfNumbers()
    {
        _connection.Execute("""
            create or replace table visit (
                order_no integer, visit_us bigint, local_hour integer, utm_no integer, click_no integer, page_no integer,
                referrer_no integer, has_referrer_domain boolean, evidence tinyint)
            """);
        using var appender = _connection.CreateAppender("visit");
        for (var row = 0; row < Rows; row++)
        {
            SetWhen(appender, row);
            appender.Set(3, row & 1023);
            appender.Set(4, row);
            appender.Set(5, row);
            appender.Set(6, row & 63);
            appender.Set(7, true);
            appender.Set(8, (sbyte)0);
            appender.EndRow();
        }

        appender.Close();
    }

    private static void SetWhen(DuckDBAppender appender, int row)
    {
        appender.Set(0, row);
        appender.Set(1, 1_760_000_000_000_000 + (1_000_003L * row));
        appender.Set(2, 488_888 + (row >> 12));
    }
}
