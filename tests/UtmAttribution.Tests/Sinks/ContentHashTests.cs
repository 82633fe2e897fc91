using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Tests.Sinks;

public sealed class ContentHashTests : IDisposable
{
    private readonly DuckDBDatabase _database = DuckDBDatabase.Open(new());

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_hash_is_the_documented_one_for_ever()
    {
        // Computed from the definition by hand, byte for byte: change the algorithm's name when this has to change.
        Assert.Equal(ByDefinition(), Hash("select * from (values ('ä', 1::bigint, true), (null, 2, null)) as t(a, b, c)"));
    }

    [Theory]
    [InlineData("select 'a' as x, 'bc' as y", "select 'ab' as x, 'c' as y")]
    [InlineData("select null::varchar as x", "select '' as x")]
    [InlineData("select null::integer as x", "select 0 as x")]
    [InlineData("select 1::integer as x", "select 1::bigint as x")]
    [InlineData("select 1 as x", "select 1 as y")]
    [InlineData("select 1::decimal(18, 4) as x", "select 1::decimal(9, 4) as x")]
    [InlineData("select unnest(['a', null, 'b']) as x", "select unnest(['a', 'b', null]) as x")]
    [InlineData("select unnest([1, 2]) as x", "select unnest([2, 1]) as x")]
    [InlineData("select 1::smallint::decimal(4, 0) as x", "select 2::decimal(4, 0) as x")]
    [InlineData("select date '2025-01-01' as x", "select date '2025-01-02' as x")]
    public void Data_that_differ_have_different_hashes(string one, string other) => Assert.NotEqual(Hash(one), Hash(other));

    [Theory]
    [InlineData("i::varchar")]
    [InlineData("case when i % 3 = 0 then null else i end")]
    [InlineData("case when i = 3000 then repeat('ü', 100000) end")]
    [InlineData("(i / 7)::decimal(18, 4)")]
    [InlineData("i % 2 = 0")]
    public void The_hash_does_not_depend_on_how_rows_come_in_pieces(string value)
    {
        var whole = Hash($"select {value} as x from range(5000) as t(i)");
        var pieces = Hash($"select {value} as x from (select * from range(1000) union all select * from range(1000, 5000)) as t(i)");
        Assert.Equal(whole, pieces);
        Assert.NotEqual(whole, Hash($"select {value} as x from range(4999) as t(i)"));
    }

    private string Hash(string sql)
    {
        using var connection = _database.Connect();
        using var result = connection.Query(sql);
        return FileContent.Hash(result).Hash;
    }

    private static string ByDefinition()
    {
        byte[] whole =
        [
            .. "a\0VARCHAR\0"u8, .. Xxh([1, 0]), .. Xxh(BitConverter.GetBytes(System.IO.Hashing.XxHash3.HashToUInt64("ä"u8))),
            .. "b\0BIGINT\0"u8, .. Xxh([1, 1]), .. Xxh([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
            .. "c\0BOOLEAN\0"u8, .. Xxh([1, 0]), .. Xxh([1, 0, 0, 0, 0, 0, 0, 0]),
        ];
        return Convert.ToHexStringLower(Xxh(whole));

        static byte[] Xxh(byte[] bytes) => System.IO.Hashing.XxHash128.Hash(bytes);
    }
}
