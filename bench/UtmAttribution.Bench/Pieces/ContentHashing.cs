using System.IO.Hashing;
using BenchmarkDotNet.Attributes;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does the hash of published rows cost beyond hashing as many bytes in one go? The baseline has them side by side. Rows are
/// hashed by their codes: finding these is part of it, which writing the rows needs as well. An operation is a row.
/// </summary>
[MemoryDiagnoser]
public class ContentHashing
{
    private const int Rows = 122_880;

    // Widths and NULLs as in utm_order_mapping.
    private const string Mapping = """
        select
            'gid-' || i as order_id, timestamptz '2025-11-30 12:00:00Z' + to_seconds(i) as order_date,
            (i * 37 % 20000 / 100)::decimal(18, 4) as order_value, 'EUR' as order_currency, i * 7919 as session_id,
            md5(i::varchar) as session_token, date '2025-11-30' as session_date, 'last_click' as attribution_model,
            1::decimal(9, 8) as attribution_weight, 1::integer as touch_index, true as is_primary_attribution,
            case when i % 3 > 0 then '1202100000000' || i % 200 end as ad_id,
            case when i % 3 > 0 then 'Summer sale 2025 | Prospecting | ' || i % 40 end as campaign_name,
            case when i % 5 > 0 then 'facebook' end as utm_source, 'Paid Social' as sub_channel
        from range(122880) as rows (i)
        """;

    private readonly List<DuckDBDataChunk> _chunks = [];
    private byte[] _bytes = [];
    private ColumnCoder[] _coders = [];

    /// <summary>Computes the rows; chunks outlive their result.</summary>
    [GlobalSetup]
    public void Compute()
    {
        using var database = DuckDBDatabase.Open(new());
        using var connection = database.Connect();
        using var result = connection.Query(Mapping);
        while (result.FetchChunk() is { } chunk)
            _chunks.Add(chunk);
        _coders = [.. _chunks[0].Columns.Select(ColumnCoder.Of)];
        var bytes = connection.Scalar<long>($"select sum(strlen(order_id) + coalesce(strlen(ad_id), 0) + coalesce(strlen(campaign_name), 0) + coalesce(strlen(utm_source), 0))::bigint from ({Mapping})");
        // Lengths of 9 texts; currency, token, model and sub-channel; the numbers; a presence byte for each of 15 columns.
        _bytes = new byte[bytes + (Rows * ((9 * 4) + (3 + 32 + 10 + 11) + (8 + 8 + 8 + 4 + 4 + 4 + 1) + 15))];
        new Random(1).NextBytes(_bytes);
    }

    /// <summary>Frees the rows.</summary>
    [GlobalCleanup]
    public void Free() => _chunks.ForEach(chunk => chunk.Dispose());

    /// <summary>As many bytes, in one piece.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public UInt128 BytesSideBySide() => XxHash128.HashToUInt128(_bytes);

    /// <summary>The rows, column by column, by coders that have coded other rows before, as those of a date mostly have.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public string RowsOfChunks()
    {
        var columns = _chunks[0].Columns;
        var hash = new ContentHash(columns.Select(column => (column.Name, column.SqlType)));
        foreach (var coder in _coders)
            coder.Clear();
        Span<int> codes = stackalloc int[2048];
        foreach (var chunk in _chunks)
        {
            for (var i = 0; i < _coders.Length; i++)
            {
                _coders[i].Code(chunk, 0, codes[..chunk.RowCount]);
                hash.Append(i, codes[..chunk.RowCount], _coders[i].Values);
            }
        }

        return hash.ToText();
    }
}
