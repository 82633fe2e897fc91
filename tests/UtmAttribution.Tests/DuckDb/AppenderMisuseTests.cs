using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class AppenderMisuseTests : IDisposable
{
    private readonly MemoryDatabase _database = new();

    public AppenderMisuseTests() => Connection.Execute("create table t(n integer primary key, v varchar)");

    private DuckDBConnection Connection => _database.Connection;

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_table_that_is_missing_is_named()
    {
        var error = Assert.Throws<DuckDBException>(() => Connection.CreateAppender("nowhere"));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Equal(DuckDBErrorType.Catalog, error.ErrorType);
    }

    [Fact]
    public void A_table_in_another_schema_is_found_by_its_schema()
    {
        Connection.Execute("create schema s; create table s.t(n integer)");
        using var appender = Connection.CreateAppender("t", "s");
        Assert.Equal(1, appender.ColumnCount);
        appender.Set(0, 5);
        appender.EndRow();
        appender.Close();
        Assert.Equal("5", _database.Ask("select n from s.t"));
    }

    [Fact]
    public void A_value_of_another_size_is_refused()
    {
        using var appender = Connection.CreateAppender("t");
        var error = Assert.Throws<InvalidCastException>(() => appender.Set(0, 1L));
        Assert.Equal("Column 0 is INTEGER, which takes a value of 4 bytes; it can't be set to Int64 of 8 bytes.", error.Message);
        Assert.Throws<InvalidCastException>(() => appender.Set(1, 1L));
        Assert.Throws<InvalidCastException>(() => appender.SetUtf8(0, "1"u8));
        Assert.Throws<IndexOutOfRangeException>(() => appender.Set(2, 1));
    }

    [Fact]
    public void A_row_that_misses_a_column_is_refused()
    {
        using var appender = Connection.CreateAppender("t");
        appender.Set(0, 1);
        var error = Assert.Throws<InvalidOperationException>(appender.EndRow);
        Assert.Equal("The row has 1 values; the table has 2 columns, each to be set once.", error.Message);
        Assert.Throws<InvalidOperationException>(appender.Close);
    }

    [Fact]
    public void A_constraint_violation_comes_with_duckdbs_words_and_writes_nothing()
    {
        using var appender = Connection.CreateAppender("t");
        AddRow(appender, 1);
        AddRow(appender, 1);
        var error = Assert.Throws<DuckDBException>(appender.Close);
        Assert.Equal(DuckDBErrorType.Constraint, error.ErrorType);
        Assert.Contains("duplicate key", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("0", _database.Ask("select count(*) from t"));
        Assert.Throws<ObjectDisposedException>(() => AddRow(appender, 2));
    }

    [Fact]
    public void Rows_are_dropped_without_close_and_there_after_flush()
    {
        using (var appender = Connection.CreateAppender("t"))
        {
            AddRow(appender, 1);
            appender.Flush();
            AddRow(appender, 2);
        }

        Assert.Equal("[1]", _database.Ask("select list(n) from t"));
    }

    [Fact]
    public void Flushed_rows_belong_to_the_open_transaction()
    {
        Connection.Execute("begin");
        using (var appender = Connection.CreateAppender("t"))
        {
            AddRow(appender, 1);
            appender.Close();
        }

        Connection.Execute("rollback");
        Assert.Equal("0", _database.Ask("select count(*) from t"));
    }

    [Fact]
    public void A_closed_appender_says_so()
    {
        var appender = Connection.CreateAppender("t");
        appender.Close();
        appender.Close();
        appender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => appender.Set(0, 1));
        Assert.Throws<ObjectDisposedException>(() => appender.SetUtf8(1, "x"u8));
        Assert.Throws<ObjectDisposedException>(() => appender.SetNull(1));
        Assert.Throws<ObjectDisposedException>(appender.EndRow);
        Assert.Throws<ObjectDisposedException>(appender.Flush);
    }

    private static void AddRow(DuckDBAppender appender, int number)
    {
        appender.Set(0, number);
        appender.SetUtf8(1, "a text of more than twelve bytes"u8);
        appender.EndRow();
    }
}
