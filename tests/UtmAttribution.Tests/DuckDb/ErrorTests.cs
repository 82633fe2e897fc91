using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class ErrorTests(MemoryDatabase database) : IClassFixture<MemoryDatabase>
{
    [Theory]
    [InlineData("selec 1", DuckDBErrorType.Parser, 1, 1, "syntax error at or near \"selec\"")]
    [InlineData("select 1;\nselect 2;\n  selec 3", DuckDBErrorType.Parser, 3, 3, "syntax error at or near \"selec\"")]
    [InlineData("select *\r\nfrom nowhere", DuckDBErrorType.Catalog, 2, 6, "Table with name nowhere does not exist!")]
    [InlineData("select 1; select x\nfrom (select 2 as y)", DuckDBErrorType.Binder, 1, 18, "Referenced column \"x\" not found in FROM clause!")]
    [InlineData("select '日本🛒', missing from (select 2 as y)", DuckDBErrorType.Binder, 1, 16, "Referenced column \"missing\" not found")]
    [InlineData("select 'abc'::int", DuckDBErrorType.Conversion, 1, 13, "Could not convert string 'abc' to INT32")]
    [InlineData("select nofunction(1)", DuckDBErrorType.Catalog, 1, 8, "Scalar Function with name nofunction does not exist!")]
    public void An_error_names_its_place(string sql, DuckDBErrorType type, int line, int column, string detail)
    {
        var error = Assert.Throws<DuckDBException>(() => database.Connection.Execute(sql));
        Assert.Equal((type, line, column), (error.ErrorType, error.Line, error.Column));
        Assert.StartsWith(detail, error.Detail, StringComparison.Ordinal);
        Assert.Equal(sql, error.Sql);
        var start = sql.Split('\n').Take(line - 1).Sum(text => text.Length + 1);
        Assert.Equal(start + column - 1, error.Position);
    }

    [Fact]
    public void The_message_shows_the_line_with_a_caret()
    {
        var error = Assert.Throws<DuckDBException>(() => database.Connection.Execute("select 1,\n  misspelt\nfrom (select 1 as a)"));
        Assert.Equal("Binder Error: Referenced column \"misspelt\" not found in FROM clause!\nCandidate bindings: \"a\"\n\nLINE 2:   misspelt\n          ^", error.Message);
    }

    [Fact]
    public void A_long_line_is_shown_around_the_place()
    {
        var error = Assert.Throws<DuckDBException>(() => database.Connection.Execute($"select {string.Join(", ", Enumerable.Range(1000, 50))}, wrong, {string.Join(", ", Enumerable.Range(2000, 50))} from (select 1 as a)"));
        var lines = error.Message.Split('\n');
        Assert.Equal("wrong", lines[^2].Substring(lines[^1].IndexOf('^', StringComparison.Ordinal), 5));
        Assert.StartsWith("LINE 1: ...", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("...", lines[^2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select error('boom: {\"a\"}')", DuckDBErrorType.InvalidInput, "boom: {\"a\"}")]
    [InlineData("create or replace table u(a integer unique); insert into u values (1), (1)", DuckDBErrorType.Constraint, "")]
    [InlineData("select * from read_parquet('nowhere.parquet')", DuckDBErrorType.IO, "No files found that match the pattern \"nowhere.parquet\"")]
    [InlineData("select 9223372036854775807 + 1", DuckDBErrorType.OutOfRange, "Overflow in addition")]
    [InlineData("rollback", DuckDBErrorType.Transaction, "cannot rollback - no transaction is active")]
    [InlineData("install spatial from 'nowhere'", DuckDBErrorType.IO, "")]
    [InlineData("set nosuchsetting = 1", DuckDBErrorType.Catalog, "unrecognized configuration parameter \"nosuchsetting\"")]
    public void An_error_tells_its_kind(string sql, DuckDBErrorType type, string detail)
    {
        var error = Assert.Throws<DuckDBException>(() => database.Connection.Execute(sql));
        Assert.Equal(type, error.ErrorType);
        Assert.StartsWith(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_while_rows_are_fetched_comes_through()
    {
        using var result = database.Connection.Query("select case when range = 500000 then error('late')::bigint else range end from range(1000000)");
        var error = Assert.Throws<DuckDBException>(() =>
        {
            while (result.FetchChunk() is { } chunk)
                chunk.Dispose();
        });
        Assert.Equal("late", error.Detail);
        Assert.Equal("1", database.Ask("select 1"));
    }

    [Theory]
    [InlineData("memory_limit", "much", "DuckDB does not take the setting \"memory_limit\" = \"much\": Memory must have a number (e.g. 1GB)")]
    [InlineData("threads", "0", "DuckDB does not take the setting \"threads\" = \"0\": Must have at least 1 thread!")]
    [InlineData("access_mode", "sometimes", "DuckDB does not take the setting \"access_mode\" = \"sometimes\": that is not one of its values.")]
    [InlineData("nosuchsetting", "1", "Invalid Input Error: The following options were not recognized: nosuchsetting")]
    public void A_wrong_setting_is_named_with_the_reason(string name, string value, string expected)
    {
        var settings = new DuckDBSettings { Other = new Dictionary<string, string> { [name] = value } };
        Assert.Equal(expected, Assert.Throws<DuckDBException>(() => DuckDBDatabase.Open(settings)).Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('x', 10_000));
            var error = Assert.Throws<DuckDBException>(() => DuckDBDatabase.Open(new() { Path = path }));
            Assert.Equal(DuckDBErrorType.IO, error.ErrorType);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Too_little_memory_is_an_error_like_any_other()
    {
        using var small = new MemoryDatabase(new() { MemoryLimit = "20MB", TempDirectory = "", Threads = 1 });
        var error = Assert.Throws<DuckDBException>(() => small.Connection.Execute("create table t as select range as n, hash(range) || 'text' as v from range(5000000)"));
        Assert.Equal(DuckDBErrorType.OutOfMemory, error.ErrorType);
        Assert.Equal("1", small.Ask("select 1"));
    }

    [Fact]
    public void Texts_that_are_no_single_statement_are_refused()
    {
        Assert.Equal(0, database.Connection.Execute(" -- nothing\n;"));
        Assert.StartsWith("The text holds no statement.", Assert.Throws<ArgumentException>(() => database.Connection.Query("")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Expected is one statement; the text has 2.", Assert.Throws<ArgumentException>(() => database.Connection.Prepare("select 1; select 2")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The sql has a NUL character at position 9", Assert.Throws<ArgumentException>(() => database.Connection.Execute("select 'a\0b'")).Message, StringComparison.Ordinal);
    }
}
