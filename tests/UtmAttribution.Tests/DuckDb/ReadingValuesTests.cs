using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class ReadingValuesTests(MemoryDatabase database) : IClassFixture<MemoryDatabase>
{
    [Theory]
    [InlineData("true", "BOOLEAN", typeof(bool), "True")]
    [InlineData("(-128)::tinyint", "TINYINT", typeof(sbyte), "-128")]
    [InlineData("127::tinyint", "TINYINT", typeof(sbyte), "127")]
    [InlineData("(-32768)::smallint", "SMALLINT", typeof(short), "-32768")]
    [InlineData("(-2147483648)::integer", "INTEGER", typeof(int), "-2147483648")]
    [InlineData("(-9223372036854775808)::bigint", "BIGINT", typeof(long), "-9223372036854775808")]
    [InlineData("9223372036854775807", "BIGINT", typeof(long), "9223372036854775807")]
    [InlineData("255::utinyint", "UTINYINT", typeof(byte), "255")]
    [InlineData("65535::usmallint", "USMALLINT", typeof(ushort), "65535")]
    [InlineData("4294967295::uinteger", "UINTEGER", typeof(uint), "4294967295")]
    [InlineData("18446744073709551615::ubigint", "UBIGINT", typeof(ulong), "18446744073709551615")]
    [InlineData("(-170141183460469231731687303715884105728)::hugeint", "HUGEINT", typeof(System.Numerics.BigInteger), "-170141183460469231731687303715884105728")]
    [InlineData("170141183460469231731687303715884105727::hugeint", "HUGEINT", typeof(System.Numerics.BigInteger), "170141183460469231731687303715884105727")]
    [InlineData("340282366920938463463374607431768211455::uhugeint", "UHUGEINT", typeof(System.Numerics.BigInteger), "340282366920938463463374607431768211455")]
    [InlineData("'-1267650600228229401496703205376'::bignum", "BIGNUM", typeof(System.Numerics.BigInteger), "-1267650600228229401496703205376")]
    [InlineData("'1267650600228229401496703205376'::bignum", "BIGNUM", typeof(System.Numerics.BigInteger), "1267650600228229401496703205376")]
    [InlineData("'3.4028235e38'::float", "FLOAT", typeof(float), "3.4028235E+38")]
    [InlineData("'nan'::float", "FLOAT", typeof(float), "NaN")]
    [InlineData("'-infinity'::float", "FLOAT", typeof(float), "-Infinity")]
    [InlineData("'1.7976931348623157e308'::double", "DOUBLE", typeof(double), "1.7976931348623157E+308")]
    [InlineData("'5e-324'::double", "DOUBLE", typeof(double), "5E-324")]
    [InlineData("'nan'::double", "DOUBLE", typeof(double), "NaN")]
    [InlineData("'infinity'::double", "DOUBLE", typeof(double), "Infinity")]
    public void Numbers_keep_their_extremes(string value, string sqlType, Type type, string expected) => Check(value, sqlType, type, expected);

    [Theory]
    [InlineData("(-999.9)::decimal(4,1)", "DECIMAL(4,1)", "-999.9")]
    [InlineData("999999.999::decimal(9,3)", "DECIMAL(9,3)", "999999.999")]
    [InlineData("(-99999999999999.9999)::decimal(18,4)", "DECIMAL(18,4)", "-99999999999999.9999")]
    [InlineData("0.1::decimal(18,4)", "DECIMAL(18,4)", "0.1000")]
    [InlineData("79228162514264337593543950335::decimal(38,0)", "DECIMAL(38,0)", "79228162514264337593543950335")]
    [InlineData("7922816251426433759354395.0335::decimal(38,4)", "DECIMAL(38,4)", "7922816251426433759354395.0335")]
    [InlineData("(-1.5)::decimal(38,37)", "DECIMAL(38,37)", "-1.5000000000000000000000000000")]
    public void Decimals_keep_every_digit(string value, string sqlType, string expected) => Check(value, sqlType, typeof(decimal), expected);

    [Theory]
    [InlineData("date '0001-01-01'", "DATE", typeof(DateOnly), "0001-01-01")]
    [InlineData("date '1969-12-31'", "DATE", typeof(DateOnly), "1969-12-31")]
    [InlineData("date '9999-12-31'", "DATE", typeof(DateOnly), "9999-12-31")]
    [InlineData("date 'infinity'", "DATE", typeof(DateOnly), "9999-12-31")]
    [InlineData("date '-infinity'", "DATE", typeof(DateOnly), "0001-01-01")]
    [InlineData("time '23:59:59.999999'", "TIME", typeof(TimeOnly), "23:59:59.999999")]
    [InlineData("'23:59:59.999999999'::time_ns", "TIME_NS", typeof(TimeOnly), "23:59:59.9999999")]
    [InlineData("'12:30:00+05:30'::timetz", "TIME WITH TIME ZONE", typeof(DateTimeOffset), "0001-01-02 12:30:00+05:30")]
    [InlineData("'23:59:59.5-12'::timetz", "TIME WITH TIME ZONE", typeof(DateTimeOffset), "0001-01-02 23:59:59.5-12:00")]
    [InlineData("timestamp '0001-01-01 00:00:00'", "TIMESTAMP", typeof(DateTime), "0001-01-01 00:00:00")]
    [InlineData("timestamp '1969-12-31 23:59:59.999999'", "TIMESTAMP", typeof(DateTime), "1969-12-31 23:59:59.999999")]
    [InlineData("timestamp '9999-12-31 23:59:59.999999'", "TIMESTAMP", typeof(DateTime), "9999-12-31 23:59:59.999999")]
    [InlineData("timestamp 'infinity'", "TIMESTAMP", typeof(DateTime), "9999-12-31 23:59:59.9999999")]
    [InlineData("timestamp '-infinity'", "TIMESTAMP", typeof(DateTime), "0001-01-01 00:00:00")]
    [InlineData("'9999-12-31 23:59:59'::timestamp_s", "TIMESTAMP_S", typeof(DateTime), "9999-12-31 23:59:59")]
    [InlineData("'1969-12-31 23:59:59.999'::timestamp_ms", "TIMESTAMP_MS", typeof(DateTime), "1969-12-31 23:59:59.999")]
    [InlineData("'1969-12-31 23:59:59.999999999'::timestamp_ns", "TIMESTAMP_NS", typeof(DateTime), "1969-12-31 23:59:59.9999999")]
    [InlineData("'2262-04-11 23:47:16.854775806'::timestamp_ns", "TIMESTAMP_NS", typeof(DateTime), "2262-04-11 23:47:16.8547758")]
    [InlineData("timestamptz '2024-03-31 02:30:00+02'", "TIMESTAMP WITH TIME ZONE", typeof(DateTime), "2024-03-31 00:30:00Z")]
    [InlineData("timestamptz 'infinity'", "TIMESTAMP WITH TIME ZONE", typeof(DateTime), "9999-12-31 23:59:59.9999999Z")]
    [InlineData("interval '14 months 3 days 01:02:03.5'", "INTERVAL", typeof(DuckDBInterval), "14 months 3 days 01:02:03.5000000")]
    public void Dates_and_times_keep_their_extremes(string value, string sqlType, Type type, string expected) => Check(value, sqlType, type, expected);

    [Theory]
    [InlineData("''", "VARCHAR", typeof(string), "''")]
    [InlineData("'twelve bytes'", "VARCHAR", typeof(string), "'twelve bytes'")]
    [InlineData("'thirteen byte'", "VARCHAR", typeof(string), "'thirteen byte'")]
    [InlineData("'Ärger 🛒🏳️‍🌈 日本'", "VARCHAR", typeof(string), "'Ärger 🛒🏳️‍🌈 日本'")]
    [InlineData("'{\"a\":1}'::json", "JSON", typeof(string), "'{\"a\":1}'")]
    [InlineData("'\\x00\\xFF'::blob", "BLOB", typeof(byte[]), "x00FF")]
    [InlineData("''::blob", "BLOB", typeof(byte[]), "x")]
    [InlineData("'10110'::bit", "BIT", typeof(string), "'10110'")]
    [InlineData("'00000000-0000-0000-0000-000000000000'::uuid", "UUID", typeof(Guid), "00000000-0000-0000-0000-000000000000")]
    [InlineData("'ffffffff-ffff-ffff-ffff-fffffffffffe'::uuid", "UUID", typeof(Guid), "ffffffff-ffff-ffff-ffff-fffffffffffe")]
    [InlineData("'80000000-0000-0000-0000-000000000001'::uuid", "UUID", typeof(Guid), "80000000-0000-0000-0000-000000000001")]
    [InlineData("'b'::enum('a', 'b', 'it''s')", "ENUM('a', 'b', 'it''s')", typeof(string), "'b'")]
    [InlineData("[1, null, 3]", "INTEGER[]", typeof(List<object?>), "[1, NULL, 3]")]
    [InlineData("[]::varchar[]", "VARCHAR[]", typeof(List<object?>), "[]")]
    [InlineData("[[1], null, []]", "INTEGER[][]", typeof(List<object?>), "[[1], NULL, []]")]
    [InlineData("array_value(1.5, 2.5)::double[2]", "DOUBLE[2]", typeof(List<object?>), "[1.5, 2.5]")]
    [InlineData("{'a': 1, 'b \"x\"': ['y']}", "STRUCT(\"a\" INTEGER, \"b \"\"x\"\"\" VARCHAR[])", typeof(Dictionary<string, object?>), "{a: 1, b \"x\": ['y']}")]
    [InlineData("map {'k': 1, 'l': null}", "MAP(VARCHAR, INTEGER)", typeof(Dictionary<string, object?>), "{k: 1, l: NULL}")]
    [InlineData("map {7: 'x'}", "MAP(INTEGER, VARCHAR)", typeof(Dictionary<object, object?>), "{7: 'x'}")]
    [InlineData("union_value(num := 2)::union(num integer, str varchar)", "UNION(\"num\" INTEGER, \"str\" VARCHAR)", typeof(object), "2")]
    [InlineData("null", "INTEGER", typeof(int), "NULL")]
    public void Texts_bytes_and_nested_values_come_whole(string value, string sqlType, Type type, string expected) => Check(value, sqlType, type, expected);

    [Theory]
    [InlineData("99999999999999999999999999999999999999::decimal(38,0)", "The DECIMAL 99999999999999999999999999999999999999 has more digits")]
    [InlineData("(-0.00000000000000000000000000000000000001)::decimal(38,38)", "The DECIMAL -0.00000000000000000000000000000000000001 has more digits")]
    [InlineData("time '24:00:00'", "The TIME of 86400000000 microseconds")]
    [InlineData("timestamp '10000-01-01 00:00:00'", "The TIMESTAMP of 253402300800000000 units since 1970")]
    [InlineData("date '5877642-06-25 (BC)'", "The DATE of -2147483646 days")]
    public void What_dotnet_cannot_hold_is_refused_not_rounded(string value, string expected)
    {
        var error = Assert.Throws<OverflowException>(() => database.Ask($"select {value}"));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(255, "e255")]
    [InlineData(256, "e256")]
    [InlineData(65536, "e65536")]
    public void Enums_of_every_width_give_their_texts(int texts, string last)
    {
        database.Connection.Execute($"create type big{texts} as enum (select 'e' || i from range(1, {texts + 1}) r(i) order by i)");
        Assert.Equal($"'{last}'", database.Ask($"select '{last}'::big{texts}"));
        using var result = database.Connection.Query($"select '{last}'::big{texts}");
        using var chunk = result.FetchChunk()!;
        Assert.Equal(last, System.Text.Encoding.UTF8.GetString(chunk.Column(0).Utf8(0)));
    }

    [Fact]
    public void What_is_the_same_in_all_rows_is_there_in_every_row()
    {
        using var result = database.Connection.Query("select 7 as n, 'a text that is stored apart' as v, {'a': 'b', 'n': range} as s, ['x', 'y'] as l from range(5000)");
        var rows = 0;
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++, rows++)
                {
                    Assert.Equal(7, chunk.Column(0).Value<int>(row));
                    Assert.Equal("'a text that is stored apart'", MemoryDatabase.Show(chunk.Column(1).Boxed(row)));
                    Assert.Equal($"{{a: 'b', n: {rows}}}", MemoryDatabase.Show(chunk.Column(2).Boxed(row)));
                    Assert.Equal("['x', 'y']", MemoryDatabase.Show(chunk.Column(3).Boxed(row)));
                }
            }
        }

        Assert.Equal(5000, rows);
    }

    [Fact]
    public void Raw_values_are_what_the_vector_holds()
    {
        using var result = database.Connection.Query("select 1.25::decimal(9,2), date '1970-01-03', timestamp '1970-01-01 00:00:01', [7, 8], null::integer");
        using var chunk = result.FetchChunk()!;
        Assert.Equal(125, chunk.Column(0).Value<int>(0));
        Assert.Equal(2, chunk.Column(1).Values<int>()[0]);
        Assert.Equal(1_000_000, chunk.Column(2).Value<long>(0));
        Assert.Equal(new DuckDBListEntry(0, 2), chunk.Column(3).Value<DuckDBListEntry>(0));
        Assert.Equal([7, 8], chunk.Column(3).Child().Values<int>().ToArray());
        Assert.True(chunk.Column(4).IsNull(0));
        Assert.Equal((9, 2), (result.Columns[0].Precision!.Value, result.Columns[0].Scale!.Value));
    }

    [Fact]
    public void Reading_with_a_wrong_type_or_row_is_refused()
    {
        using var result = database.Connection.Query("select 1::integer as a, 'x' as b");
        using var chunk = result.FetchChunk()!;
        Assert.Throws<InvalidCastException>(() => chunk.Column(0).Value<long>(0));
        Assert.Throws<InvalidCastException>(() => chunk.Column(0).Utf8(0).Length);
        Assert.Throws<InvalidCastException>(() => chunk.Column(1).Values<long>().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Column(0).Value<int>(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Column(0).IsNull(-1));
    }

    private void Check(string value, string sqlType, Type type, string expected)
    {
        using var reader = database.Connection.ExecuteReader($"select {value}");
        Assert.True(reader.Read());
        Assert.Equal(expected, MemoryDatabase.Show(reader.GetValue(0)));
        Assert.Equal(sqlType, reader.GetDataTypeName(0));
        Assert.Equal(type, reader.GetFieldType(0));
        if (reader.GetValue(0) is not DBNull and var boxed)
            Assert.IsAssignableFrom(type, boxed);
    }
}
