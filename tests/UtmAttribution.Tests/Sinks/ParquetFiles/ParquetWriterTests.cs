using FsCheck.Xunit;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.ParquetFiles;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Rows;
using ParquetReader = Parquet.ParquetReader;

namespace UtmAttribution.Tests.Sinks.ParquetFiles;

/// <summary>What is written is what other readers find: values, NULLs, order, bounds.</summary>
public sealed class ParquetWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("utm-parquet-").FullName;
    private readonly DuckDBDatabase _database = DuckDBDatabase.Open(new() { Threads = 1 });
    private readonly DuckDBConnection _connection;

    public ParquetWriterTests() => _connection = _database.Connect();

    private int _files;

    private string FilePath => Path.Combine(_folder, $"{_files}.parquet");

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("i::varchar", 5000)]
    [InlineData("'constant'", 5000)]
    [InlineData("null::varchar", 5000)]
    [InlineData("case when i % 2 = 0 then 'even' end", 5000)]
    [InlineData("case when i = 4999 then 'last' end", 5000)]
    [InlineData("case when i > 8 then 'v' || i // 100 end", 3001)]
    [InlineData("''", 1)]
    [InlineData("repeat('Frühling 🌷', i * 3)", 900)]
    [InlineData("repeat(chr(65 + (i % 26)::integer), 700000) || i", 5)]
    [InlineData("md5(i::varchar)", 4000)]
    [InlineData("i % 3 = 0", 4097)]
    [InlineData("case when i % 5 > 1 then i % 2 = 0 end", 4097)]
    [InlineData("(i - 2500)::integer", 5000)]
    [InlineData("case i when 0 then -2147483648 when 1 then 2147483647 end::integer", 3)]
    [InlineData("case i when 0 then -9223372036854775807 when 1 then 9223372036854775807 end::bigint", 3)]
    [InlineData("case when i % 7 <> 3 then i * 7919 end", 5000)]
    [InlineData("((i - 100) / 7)::decimal(18, 4)", 300)]
    [InlineData("(i / 1000)::decimal(9, 8)", 1000)]
    [InlineData("(i % 10)::decimal(4, 2)", 1000)]
    [InlineData("case i when 0 then 99999999999999.9999 else -99999999999999.9999 end::decimal(18, 4)", 2)]
    [InlineData("date '1970-01-01' + (i * 37 - 4000)::integer", 500)]
    [InlineData("make_timestamptz(i * 1234567891 - 99999999)", 500)]
    public void Every_type_reads_back_as_it_was_whatever_repeats_and_wherever_nulls_are(string value, int rows)
    {
        var sql = $"select ({value}) as x, i::integer as i from range({rows}) as t(i)";
        Write(sql);

        Assert.Equal(rows, Scalar($"select count(*) from {Read}"));
        Assert.Equal(0, Differences(sql));
        Assert.Equal(_connection.Scalar<string>($"select typeof(x) from ({sql})"), _connection.Scalar<string>($"select typeof(x) from {Read}"));
    }

    [Fact]
    public void Rows_beyond_a_row_group_go_into_the_next_and_bounds_let_readers_pass_over_it()
    {
        const string sql = """
            select i::integer as i, i // 1000 as thousand, 'k' || lpad((i // 1000)::varchar, 4, '0') as name,
                case when i % 10 = 0 then null else (i % 17)::decimal(18, 4) end as amount
            from range(2000000) as t(i)
            """;
        var written = Write(sql);

        Assert.Equal(2_000_000, written.Rows);
        Assert.Equal(0, Differences(sql));
        Assert.Equal("983040 983040 33920", _connection.Scalar<string>(
            $"select string_agg(rows, ' ' order by n) from (select row_group_id as n, any_value(row_group_num_rows) as rows from parquet_metadata('{FilePath}') group by all)"));
        Assert.Equal("0..983 983..1966 1966..1999", Bounds("thousand"));
        Assert.Equal("k0000..k0983 k0983..k1966 k1966..k1999", Bounds("name"));
        Assert.Equal("0.0000..16.0000 0.0000..16.0000 0.0000..16.0000", Bounds("amount"));
        Assert.Equal(1000, Scalar($"select count(*) from {Read} where name = 'k0250'"));
        Assert.Equal(200_000, Scalar($"select sum(stats_null_count)::bigint from parquet_metadata('{FilePath}') where path_in_schema = 'amount'"));
    }

    [Fact]
    public async Task A_reader_that_shares_nothing_with_the_engine_finds_the_same()
    {
        Write("""
            select case when i % 3 = 1 then null else 'v' || (i % 50) end as few, md5(i::varchar) as many, i * 3 as number, i % 2 = 0 as even
            from range(10000) as t(i)
            """);
        await using var reader = await ParquetReader.CreateAsync(FilePath);
        using var group = reader.OpenRowGroupReader(0);
        var (few, many, number, even) = (new string?[10_000], new string?[10_000], new long?[10_000], new bool?[10_000]);
        var fields = reader.Schema.GetDataFields();
        await group.ReadAsync(fields[0], few.AsMemory());
        await group.ReadAsync(fields[1], many.AsMemory());
        await group.ReadAsync(fields[2], number.AsMemory());
        await group.ReadAsync(fields[3], even.AsMemory());

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 3 == 1 ? null : $"v{i % 50}"), few);
        Assert.Equal(_connection.Scalar<string>("select string_agg(md5(i::varchar), '' order by i) from range(10000) as t(i)"), string.Concat(many));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long?)i * 3), number);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (bool?)(i % 2 == 0)), even);
    }

    [Property(MaxTest = 60)]
    public void Runs_of_any_length_and_nulls_between_them_read_back(byte[] lengths, byte kinds)
    {
        var runs = string.Join(", ", lengths.Select((length, i) => $"({i}, {length % 40}, {(i % 4 == 3 ? "null" : (i * 31 % (kinds + 1)).ToString())})"));
        var sql = $"select value::integer as x, 't' || value as y from (values (-1, 1, 0){(runs.Length > 0 ? $", {runs}" : "")}) as r(n, length, value), range(length) order by n";
        Write(sql);

        Assert.Equal(0, Differences(sql));
    }

    [Fact]
    public void The_hash_of_what_is_written_is_the_hash_of_what_is_read()
    {
        var written = Write("select i::varchar as x, (i % 3)::decimal(9, 8) as y, case when i % 2 = 0 then date '2025-01-01' end as z, i as batch_id from range(5000) as t(i)");
        var read = FileContent.Read(_connection, FilePath, CancellationToken.None);

        Assert.Equal((written.Rows, written.Bytes, written.ContentHash, written.Sha256), (read.Rows, read.Bytes, read.ContentHash, read.Sha256));
    }

    [Fact]
    public void A_type_that_no_dataset_has_is_refused_by_name()
    {
        var error = Assert.Throws<NotSupportedException>(() => Write("select 1::hugeint as wide"));

        Assert.Contains("'wide' is HUGEINT", error.Message, StringComparison.Ordinal);
    }

    private string Read => $"read_parquet('{FilePath}')";

    private long Scalar(string sql) => _connection.Scalar<long>(sql);

    private string Bounds(string column) => _connection.Scalar<string>(
        $"select string_agg(stats_min_value || '..' || stats_max_value, ' ' order by row_group_id) from parquet_metadata('{FilePath}') where path_in_schema = '{column}'")!;

    // Rows with their numbers: what is the same in another order differs.
    private long Differences(string sql) => Scalar($"""
        with expected as (select row_number() over () as n, * from ({sql})),
        actual as (select row_number() over () as n, * from {Read})
        select (select count(*) from (from expected except all from actual)) + (select count(*) from (from actual except all from expected))
        """);

    private WrittenFile Write(string sql)
    {
        _files++; // The engine remembers what it read of a path.
        using var result = _connection.Query(sql);
        using var writer = new ParquetWriter(
            [.. result.Columns.Select((column, ordinal) => new PublishedColumn(column, ordinal, Lookup: null))], new Dictionary<string, string>());
        writer.Open(FilePath);
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
                writer.Append(chunk, 0, chunk.RowCount);
        }

        return writer.Finish();
    }
}
