using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class LifetimeTests
{
    [Fact]
    public void Objects_may_be_disposed_twice_and_in_any_order()
    {
        var database = DuckDBDatabase.Open(new() { Threads = 1 });
        var connection = database.Connect();
        connection.Execute("create table t(n integer)");
        var statement = connection.Prepare("select * from range(10000)");
        var result = statement.Query();
        var chunk = result.FetchChunk()!;
        var appender = connection.CreateAppender("t");
        for (var i = 0; i < 2; i++)
        {
            database.Dispose();
            connection.Dispose();
            statement.Dispose();
            result.Dispose();
            appender.Dispose();
        }

        Assert.Equal(2047, chunk.Column(0).Value<long>(2047));
        chunk.Dispose();
        chunk.Dispose();
        Assert.Throws<ObjectDisposedException>(() => chunk.Column(0));
        Assert.Throws<ObjectDisposedException>(() => result.FetchChunk());
        Assert.Throws<ObjectDisposedException>(() => statement.Query());
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("select 1"));
        Assert.Throws<ObjectDisposedException>(() => connection.CreateAppender("t"));
        Assert.Throws<ObjectDisposedException>(database.Connect);
        connection.Interrupt();
        Assert.Equal(-1, connection.Progress.Percentage);
    }

    [Fact]
    public void A_result_outlives_its_connection_and_database()
    {
        DuckDBResult result;
        using (var database = new MemoryDatabase())
            result = database.Connection.Query("select range from range(100000)");
        using (result)
        {
            var rows = 0;
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                    rows += chunk.RowCount;
            }

            Assert.Equal(100_000, rows);
        }
    }

    [Fact]
    public void Another_query_ends_a_result_that_is_still_being_read()
    {
        using var database = new MemoryDatabase();
        using var first = database.Connection.Query("select range from range(1000000)");
        first.FetchChunk()!.Dispose();
        using var second = database.Connection.Query("select range from range(1000000)");
        var error = Assert.Throws<DuckDBException>(first.FetchChunk);
        Assert.StartsWith("Another query on this connection has ended this result", error.Message, StringComparison.Ordinal);
        first.Dispose();
        Assert.Equal(2048, second.FetchChunk()!.RowCount);
    }

    [Fact]
    public void A_result_that_was_left_early_holds_no_transaction()
    {
        using var database = new MemoryDatabase();
        database.Connection.Execute("create table t as select range as n from range(1000000)");
        using (var result = database.Connection.Query("select * from t"))
            result.FetchChunk()!.Dispose();
        using var other = database.Connect();
        // Needs all other transactions to be over.
        other.Execute("drop table t; create table t(n integer); force checkpoint");
        Assert.Equal("0", database.Ask("select count(*) from t"));
    }

    [Fact]
    public async Task Chunks_may_go_to_other_threads()
    {
        using var database = new MemoryDatabase();
        using var result = database.Connection.Query("select range, 'a text that is stored apart ' || range as v from range(100000)");
        var sums = new List<Task<long>>();
        while (result.FetchChunk() is { } chunk)
        {
            sums.Add(Task.Run(() =>
            {
                using (chunk)
                {
                    var sum = 0L;
                    foreach (var number in chunk.Column(0).Values<long>())
                        sum += number;
                    var texts = chunk.Column(1);
                    for (var row = 0; row < chunk.RowCount; row++)
                        sum += texts.Utf8(row).Length;
                    return sum;
                }
            }));
        }

        var digits = Enumerable.Range(0, 100_000).Sum(number => (long)$"{number}".Length);
        Assert.Equal((99_999L * 100_000 / 2) + (28L * 100_000) + digits, (await Task.WhenAll(sums)).Sum());
    }

    [Fact]
    public void A_file_is_free_again_once_all_is_closed()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var settings = new DuckDBSettings { Path = Path.Combine(folder.FullName, "a.duckdb") };
            for (var i = 0; i < 3; i++)
            {
                using var database = new MemoryDatabase(settings);
                database.Connection.Execute("create table if not exists t(n integer); insert into t values (1)");
                Assert.Equal($"{i + 1}", database.Ask("select count(*) from t"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
