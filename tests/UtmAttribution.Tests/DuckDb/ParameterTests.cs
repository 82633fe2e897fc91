using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class ParameterTests(MemoryDatabase database) : IClassFixture<MemoryDatabase>
{
    public static TheoryData<string, string, Action<DuckDBPreparedStatement>> Values => new()
    {
        { "BOOLEAN", "True", statement => statement.Bind(1, true) },
        { "INTEGER", "-2147483648", statement => statement.Bind(1, int.MinValue) },
        { "BIGINT", "9223372036854775807", statement => statement.Bind(1, long.MaxValue) },
        { "HUGEINT", "-170141183460469231731687303715884105728", statement => statement.Bind(1, Int128.MinValue) },
        { "DOUBLE", "-1.5E-300", statement => statement.Bind(1, -1.5e-300) },
        { "DECIMAL(5,2)", "-123.40", statement => statement.Bind(1, -123.40m) },
        { "DECIMAL(1,0)", "0", statement => statement.Bind(1, 0m) },
        { "DECIMAL(29,0)", "79228162514264337593543950335", statement => statement.Bind(1, decimal.MaxValue) },
        { "DECIMAL(28,28)", "0.0000000000000000000000000001", statement => statement.Bind(1, 0.0000000000000000000000000001m) },
        { "VARCHAR", "'a\0b 日本 🛒'", statement => statement.Bind(1, "a\0b 日本 🛒") },
        { "VARCHAR", "''", statement => statement.Bind(1, "") },
        { "VARCHAR", "'a\uFFFDb'", statement => statement.Bind(1, "a\uD800b") },
        { "VARCHAR", "'raw'", statement => statement.Bind(1, "raw"u8) },
        { "VARCHAR", "''", statement => statement.Bind(1, ""u8) },
        { "BLOB", "x00FF", statement => statement.Bind(1, new byte[] { 0, 255 }) },
        { "BLOB", "x", statement => statement.Bind(1, Array.Empty<byte>()) },
        { "DATE", "1969-12-31", statement => statement.Bind(1, new DateOnly(1969, 12, 31)) },
        { "DATE", "9999-12-31", statement => statement.Bind(1, DateOnly.MaxValue) },
        { "TIMESTAMP", "1969-12-31 23:59:59.999999", statement => statement.Bind(1, new DateTime(DateTime.UnixEpoch.Ticks - 10, DateTimeKind.Utc)) },
        { "TIMESTAMP WITH TIME ZONE", "2024-03-31 00:30:00Z", statement => statement.Bind(1, new DateTimeOffset(2024, 3, 31, 2, 30, 0, TimeSpan.FromHours(2))) },
        { "\"NULL\"", "NULL", statement => statement.Bind(1, (string?)null) },
        { "\"NULL\"", "NULL", statement => statement.BindNull(1) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_type_arrives_as_itself(string type, string expected, Action<DuckDBPreparedStatement> bind)
    {
        using var statement = database.Connection.Prepare("select $1 as v, typeof($1)");
        bind(statement);
        using var reader = statement.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(expected, MemoryDatabase.Show(reader.GetValue(0)));
        Assert.Equal(type, reader.GetString(1));
    }

    [Fact]
    public void Parameters_are_found_by_name_and_a_statement_runs_again()
    {
        using var statement = database.Connection.Prepare("select $from::int + $step::int");
        statement.Bind("from", 1).Bind("$step", 2);
        Assert.Equal(3, ValueOf(statement));
        statement.Bind("from", 10);
        Assert.Equal(12, ValueOf(statement));
    }

    [Fact]
    public void A_parameter_that_is_missing_is_named()
    {
        using var statement = database.Connection.Prepare("select $from");
        Assert.StartsWith("The statement has no parameter $to; it has 1.", Assert.Throws<ArgumentException>(() => statement.Bind("to", 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The statement has no parameter $2; it has 1.", Assert.Throws<ArgumentException>(() => statement.Bind(2, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => statement.Bind(0, 1));
        Assert.Throws<ArgumentException>(() => statement.Bind(-1, 1));
        Assert.Equal(DuckDBErrorType.InvalidInput, Assert.Throws<DuckDBException>(() => statement.Query()).ErrorType);
    }

    [Fact]
    public void A_local_time_is_refused()
    {
        using var statement = database.Connection.Prepare("select ?");
        Assert.Throws<ArgumentException>(() => statement.Bind(1, DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local)));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_as_text()
    {
        using var statement = database.Connection.Prepare("select ?");
        Assert.Throws<ArgumentException>(() => statement.Bind(1, (ReadOnlySpan<byte>)[0xFF]));
    }

    [Fact]
    public void Changed_rows_are_counted()
    {
        database.Connection.Execute("create or replace table t as select range as n from range(10)");
        using var statement = database.Connection.Prepare("delete from t where n < ?");
        Assert.Equal(4, statement.Bind(1, 4).Execute());
        Assert.Equal(2, statement.Bind(1, 6).Execute());
        Assert.Equal(0, statement.Execute());
    }

    private static int ValueOf(DuckDBPreparedStatement statement)
    {
        using var reader = statement.ExecuteReader();
        Assert.True(reader.Read());
        return reader.GetInt32(0);
    }
}
