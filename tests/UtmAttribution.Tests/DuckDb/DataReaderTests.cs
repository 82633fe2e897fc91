using System.Data;
using System.Numerics;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class DataReaderTests(MemoryDatabase database) : IClassFixture<MemoryDatabase>
{
    private DuckDBConnection Connection => database.Connection;

    [Fact]
    public void A_data_table_loads_all_rows_and_types()
    {
        using var reader = Connection.ExecuteReader("""
            select range::integer as n, 'text ' || range as v, (range / 4)::decimal(18,4) as d, date '2024-01-01' + range::integer as day,
                   case when range % 2 = 0 then timestamp '2024-01-01 00:00:00' end as at, sum(range) over () as total, [range] as list
            from range(5000)
            """);
        using var table = new DataTable();
        table.Load(reader);
        Assert.Equal(5000, table.Rows.Count);
        Assert.Equal(
            [typeof(int), typeof(string), typeof(decimal), typeof(DateOnly), typeof(DateTime), typeof(BigInteger), typeof(List<object?>)],
            table.Columns.Cast<DataColumn>().Select(column => column.DataType));
        Assert.Equal(
            [3, "text 3", 0.75m, new DateOnly(2024, 1, 4), DBNull.Value, new BigInteger(12_497_500)],
            table.Rows[3].ItemArray[..6]);
    }

    [Fact]
    public void Columns_are_described()
    {
        using var reader = Connection.ExecuteReader("select 1.5::decimal(18,4) as amount, 'x' as name");
        var columns = reader.GetColumnSchema();
        Assert.Equal(("amount", 0, "DECIMAL(18,4)", typeof(decimal), 18, 4), (columns[0].ColumnName, columns[0].ColumnOrdinal, columns[0].DataTypeName, columns[0].DataType, columns[0].NumericPrecision, columns[0].NumericScale));
        Assert.Equal(("name", "VARCHAR", typeof(string)), (columns[1].ColumnName, columns[1].DataTypeName, columns[1].DataType));
        var schema = reader.GetSchemaTable();
        Assert.Equal(["amount", 0, (short)18, (short)4], new object[] { schema.Rows[0]["ColumnName"], schema.Rows[0]["ColumnOrdinal"], schema.Rows[0]["NumericPrecision"], schema.Rows[0]["NumericScale"] });
        Assert.Equal(DBNull.Value, schema.Rows[1]["NumericPrecision"]);
    }

    [Fact]
    public void Columns_are_found_by_name()
    {
        using var reader = Connection.ExecuteReader("select 1 as a, 2 as \"B\"");
        reader.Read();
        Assert.Equal((0, 1, 1), (reader.GetOrdinal("A"), reader.GetOrdinal("b"), reader.GetOrdinal("B")));
        Assert.Equal(2, reader["b"]);
        Assert.StartsWith("The result has no column \"c\"; it has \"a\", \"B\".", Assert.Throws<ArgumentException>(() => reader.GetOrdinal("c")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_as_any_type_they_fit()
    {
        using var reader = Connection.ExecuteReader("select 300::integer, 300::hugeint, 1.5::decimal(4,1), 2.5::float, 7::utinyint");
        reader.Read();
        Assert.Equal((300L, (short)300, 300m, 300.0), (reader.GetInt64(0), reader.GetInt16(0), reader.GetDecimal(0), reader.GetDouble(0)));
        Assert.Equal((300, (Int128)300, new BigInteger(300)), (reader.GetInt32(1), reader.GetFieldValue<Int128>(1), reader.GetFieldValue<BigInteger>(1)));
        Assert.Equal((1.5m, 1.5), (reader.GetDecimal(2), reader.GetDouble(2)));
        Assert.Equal((2.5f, 2.5), (reader.GetFloat(3), reader.GetDouble(3)));
        Assert.Equal((7, (byte)7), (reader.GetInt32(4), reader.GetByte(4)));
        Assert.Throws<OverflowException>(() => reader.GetByte(0));
        Assert.Equal("Column \"CAST(300 AS INTEGER)\" is INTEGER, which is read as Int32; it can't be read as String.", Assert.Throws<InvalidCastException>(() => reader.GetString(0)).Message);
    }

    [Fact]
    public void Times_are_read_as_the_types_that_fit_them()
    {
        using var reader = Connection.ExecuteReader("select timestamp '2024-01-02 03:04:05', date '2024-01-02', time '24:00:00', interval '1 day 1 second', timestamptz '2024-01-02 00:00:00+01'");
        reader.Read();
        Assert.Equal(new DateTime(2024, 1, 2, 3, 4, 5), reader.GetDateTime(0));
        Assert.Equal(1_704_164_645_000_000, reader.GetFieldValue<long>(0));
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero), reader.GetFieldValue<DateTimeOffset>(0));
        Assert.Equal(new DateTime(2024, 1, 2), reader.GetDateTime(1));
        Assert.Equal(new DateOnly(2024, 1, 2), reader.GetFieldValue<DateOnly>(1));
        Assert.Equal(TimeSpan.FromHours(24), reader.GetFieldValue<TimeSpan>(2));
        Assert.Equal(TimeSpan.FromSeconds(86_401), reader.GetFieldValue<TimeSpan>(3));
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(4).Kind);
    }

    [Fact]
    public void Null_is_told_apart()
    {
        using var reader = Connection.ExecuteReader("select null::integer as a, null::varchar as b");
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        Assert.Equal(DBNull.Value, reader.GetValue(0));
        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Null(reader.GetFieldValue<string?>(1));
        Assert.Equal("The value of column \"a\" is NULL; read it as a nullable type or ask IsDBNull first.", Assert.Throws<InvalidCastException>(() => reader.GetInt32(0)).Message);
        Assert.Throws<InvalidCastException>(() => reader.GetString(1));
    }

    [Fact]
    public void Bytes_and_characters_are_read_in_parts()
    {
        using var reader = Connection.ExecuteReader("select 'äbcdef', '\\x01\\x02\\x03'::blob");
        reader.Read();
        var characters = new char[4];
        Assert.Equal(6, reader.GetChars(0, 0, null, 0, 0));
        Assert.Equal(3, reader.GetChars(0, 3, characters, 1, 3));
        Assert.Equal("\0def", new string(characters));
        var bytes = new byte[8];
        Assert.Equal(3, reader.GetBytes(1, 0, null, 0, 0));
        Assert.Equal(2, reader.GetBytes(1, 1, bytes, 0, 8));
        Assert.Equal([2, 3, 0], bytes[..3]);
        Assert.Equal(0, reader.GetBytes(1, 9, bytes, 0, 8));
    }

    [Fact]
    public void Having_rows_is_known_before_and_after_reading()
    {
        using (var none = Connection.ExecuteReader("select 1 where false"))
        {
            Assert.False(none.HasRows);
            Assert.False(none.Read());
        }

        using var some = Connection.ExecuteReader("select range from range(5000)");
        Assert.True(some.HasRows);
        Assert.Throws<InvalidOperationException>(() => some.GetInt64(0));
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(some.Read());
            Assert.Equal(i, some.GetInt64(0));
        }

        Assert.False(some.Read());
        Assert.True(some.HasRows);
        Assert.False(some.NextResult());
        Assert.Throws<InvalidOperationException>(() => some.GetInt64(0));
    }

    [Fact]
    public void There_is_no_next_result()
    {
        using var reader = Connection.ExecuteReader("select range from range(100000000000)");
        Assert.True(reader.Read());
        Assert.False(reader.NextResult());
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
    }

    [Theory]
    [InlineData("select 1", -1)]
    [InlineData("explain select 1", -1)]
    [InlineData("create or replace table changes(n integer)", -1)]
    [InlineData("create or replace table changes as select range as n from range(3); insert into changes select range from range(2)", 2)]
    public void Changed_rows_are_told_where_a_statement_changes_rows(string sql, int expected)
    {
        using var reader = Connection.ExecuteReader(sql);
        Assert.Equal(expected, reader.RecordsAffected);
    }

    [Fact]
    public void Scalars_are_read_as_asked()
    {
        Assert.Equal(42, Connection.Scalar<int>("select 1; select 42"));
        Assert.Equal("x", Connection.Scalar<string>("select 'x'"));
        Assert.Null(Connection.Scalar<int?>("select null"));
        Assert.Null(Connection.Scalar<int?>("select 1 where false"));
        Assert.Throws<InvalidCastException>(() => Connection.Scalar<int>("select 1 where false"));
        Assert.Equal("UTC false false", Connection.Scalar<string>("select concat_ws(' ', current_setting('TimeZone'), current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions'))"));
    }
}
