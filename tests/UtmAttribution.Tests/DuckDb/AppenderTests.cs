using System.Security.Cryptography;
using System.Text;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class AppenderTests : IDisposable
{
    private readonly MemoryDatabase _database = new();

    private DuckDBConnection Connection => _database.Connection;

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Numbers_of_every_width_come_back_as_they_went_in()
    {
        RoundTrip("boolean", true, false);
        RoundTrip("tinyint", sbyte.MinValue, sbyte.MaxValue);
        RoundTrip("smallint", short.MinValue, short.MaxValue);
        RoundTrip("integer", int.MinValue, int.MaxValue);
        RoundTrip("bigint", long.MinValue, long.MaxValue);
        RoundTrip("hugeint", Int128.MinValue, Int128.MaxValue);
        RoundTrip("utinyint", byte.MinValue, byte.MaxValue);
        RoundTrip("usmallint", ushort.MinValue, ushort.MaxValue);
        RoundTrip("uinteger", uint.MinValue, uint.MaxValue);
        RoundTrip("ubigint", ulong.MinValue, ulong.MaxValue);
        RoundTrip("uhugeint", UInt128.MinValue, UInt128.MaxValue);
        RoundTrip("float", float.MinValue, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity);
        RoundTrip("double", double.MinValue, double.MaxValue, double.Epsilon, double.NaN, double.NegativeInfinity);
        RoundTrip("decimal(4,1)", (short)-9999, (short)9999);
        RoundTrip("decimal(9,3)", -999_999_999, 999_999_999);
        RoundTrip("decimal(18,4)", -999_999_999_999_999_999, 999_999_999_999_999_999);
        RoundTrip("decimal(38,10)", -Int128.Parse(new string('9', 38)), Int128.Parse(new string('9', 38)));
        RoundTrip("date", int.MaxValue, -int.MaxValue, 0, -1);
        RoundTrip("time", 0L, 86_400_000_000);
        RoundTrip("timestamp", long.MaxValue, -long.MaxValue, 0, -1);
        RoundTrip("timestamptz", long.MaxValue, -long.MaxValue, 0, -1);
        RoundTrip("timestamp_s", 253_402_300_799, -62_135_596_800);
        RoundTrip("timestamp_ns", long.MaxValue - 1, -1L);
        RoundTrip("interval", new DuckDBInterval(int.MinValue, int.MaxValue, long.MaxValue));
    }

    [Theory]
    [InlineData("decimal(4,1)", -9999, "-999.9")]
    [InlineData("decimal(9,3)", 1, "0.001")]
    [InlineData("date", 19_782, "2024-02-29")]
    [InlineData("timestamp", 1_709_164_800_000_001, "2024-02-29 00:00:00.000001")]
    [InlineData("timestamp_ms", 1_709_164_800_001, "2024-02-29 00:00:00.001")]
    [InlineData("boolean", 1, "true")]
    public void Raw_values_mean_the_same_to_the_engine(string type, long raw, string expected)
    {
        Connection.Execute($"create table t(v {type})");
        using var appender = Connection.CreateAppender("t");
        switch (type)
        {
            case "decimal(4,1)": appender.Set(0, (short)raw); break;
            case "decimal(9,3)" or "date": appender.Set(0, (int)raw); break;
            case "boolean": appender.Set(0, raw != 0); break;
            default: appender.Set(0, raw); break;
        }

        appender.EndRow();
        appender.Close();
        Assert.Equal($"'{expected}'", _database.Ask("select v::varchar from t"));
    }

    [Fact]
    public void Texts_of_every_length_and_script_come_back_byte_for_byte()
    {
        int[] lengths = [0, 1, 4, 11, 12, 13, 14, 255, 4096, 65_535, 65_537, 300_000, 10_000_000];
        var texts = lengths.Select(length => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * 7 % 26)))))
            .Concat(["Ärger 日本 🛒 🏳️‍🌈", "nul\0inside", "nul\0inside a longer text", "\0", "مرحبا", "%_'\"\\"])
            .Select(Encoding.UTF8.GetBytes)
            .ToArray();
        Connection.Execute("create table t(n integer, v varchar, b blob)");
        using (var appender = Connection.CreateAppender("t"))
        {
            for (var i = 0; i < texts.Length; i++)
            {
                appender.Set(0, i);
                appender.SetUtf8(1, texts[i]);
                appender.SetUtf8(2, texts[i]);
                appender.EndRow();
            }

            appender.Close();
        }

        using var reader = Connection.ExecuteReader("select n, v, b, md5(v), strlen(v) from t order by n");
        foreach (var text in texts)
        {
            Assert.True(reader.Read());
            Assert.True(reader.GetUtf8(1).SequenceEqual(text));
            Assert.True(reader.GetUtf8(2).SequenceEqual(text));
            Assert.Equal(Md5(text), reader.GetString(3));
            Assert.Equal(text.Length, reader.GetInt64(4));
        }

        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(300_000)]
    public void Rows_beyond_a_chunk_keep_their_values_and_nulls(int rows)
    {
        Connection.Execute("create table t(n integer, v varchar, d decimal(18,4))");
        using (var appender = Connection.CreateAppender("t"))
        {
            for (var i = 0; i < rows; i++)
            {
                appender.Set(0, i);
                if (i % 3 == 0)
                    appender.SetNull(1);
                else
                    appender.SetUtf8(1, Encoding.UTF8.GetBytes($"{i} {new string('x', i % 20)}"));
                // Some chunks without any NULL in this column, after some with.
                if (i % 5 == 0 && i / 2048 % 2 == 0)
                    appender.SetNull(2);
                else
                    appender.Set(2, (long)i);
                appender.EndRow();
            }

            appender.Close();
        }

        var wrong = $"""
            select count(*) from (select n, v, d, row_number() over () - 1 as i from t)
            where n is distinct from i
               or v is distinct from case when i % 3 <> 0 then i || ' ' || repeat('x', i % 20) end
               or d is distinct from case when i % 5 <> 0 or i // 2048 % 2 = 1 then (i / 10000)::decimal(18,4) end
            """;
        Assert.Equal("0", _database.Ask(wrong));
        Assert.Equal($"{rows}", _database.Ask("select count(*) from t"));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { (byte)'a', (byte)'b', (byte)'c', (byte)'d', (byte)'e', (byte)'f', (byte)'g', (byte)'h', (byte)'i', (byte)'j', (byte)'k', (byte)'l', 0x80 })]
    public void Bytes_that_are_not_utf8_are_refused_for_text_and_kept_for_blobs(byte[] bytes)
    {
        Connection.Execute("create table t(v varchar, b blob)");
        using var appender = Connection.CreateAppender("t");
        var error = Assert.Throws<ArgumentException>(() => appender.SetUtf8(0, bytes));
        Assert.StartsWith("The bytes for column 0 are not UTF-8", error.Message, StringComparison.Ordinal);
        appender.SetUtf8(0, "instead"u8);
        appender.SetUtf8(1, bytes);
        appender.EndRow();
        appender.Close();
        Assert.Equal($"'instead {Convert.ToHexString(bytes)}'", _database.Ask("select v || ' ' || hex(b) from t"));
    }

    private static string Md5(byte[] bytes)
    {
#pragma warning disable CA5351 // Compared with what the engine computes, nothing is kept secret by it.
        return Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    private void RoundTrip<T>(string type, params T[] values)
        where T : unmanaged
    {
        Connection.Execute($"create or replace table t(n integer, v {type})");
        using (var appender = Connection.CreateAppender("t"))
        {
            for (var i = 0; i <= values.Length; i++)
            {
                appender.Set(0, i);
                if (i < values.Length)
                    appender.Set(1, values[i]);
                else
                    appender.SetNull(1);
                appender.EndRow();
            }

            appender.Close();
        }

        using var result = Connection.Query("select v from t order by n");
        using var chunk = result.FetchChunk()!;
        Assert.Equal(values, chunk.Column(0).Values<T>()[..values.Length].ToArray());
        Assert.True(chunk.Column(0).IsNull(values.Length));
        Assert.False(chunk.Column(0).IsNull(0));
    }
}
