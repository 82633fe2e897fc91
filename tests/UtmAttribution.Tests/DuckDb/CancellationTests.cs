using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

public sealed class CancellationTests : IDisposable
{
    // Would take hours.
    private const string Endless = "select sum(sin(a.range * b.range)) from range(10000000) a, range(10000000) b";
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly MemoryDatabase _database = new();

    private DuckDBConnection Connection => _database.Connection;

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(Endless)]
    [InlineData($"create table t as {Endless}")]
    [InlineData($"select 1; {Endless}; select 2")]
    public async Task A_cancelled_statement_ends_soon_and_the_connection_goes_on(string sql)
    {
        using var source = new CancellationTokenSource(100);
        var run = Task.Run(() => Connection.Execute(sql, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon));
        Assert.Equal("2", _database.Ask("select 2"));
    }

    [Fact]
    public void A_token_cancelled_beforehand_runs_nothing()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Connection.Execute("create table t(n integer)", new CancellationToken(canceled: true)));
        Assert.Equal("0", _database.Ask("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public async Task Fetching_ends_soon_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        using var result = Connection.Query("select a.range from range(100000000) a, range(100000) b where a.range < 100 or hash(a.range + b.range) = 77", source.Token);
        source.CancelAfter(100);
        var run = Task.Run(() =>
        {
            while (result.FetchChunk() is { } chunk)
                chunk.Dispose();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon));
        Assert.Equal("2", _database.Ask("select 2"));
    }

    [Fact]
    public async Task An_interrupt_without_a_token_is_a_failure_of_its_kind()
    {
        var run = Task.Run(() => Connection.Execute(Endless));
        while (!run.IsCompleted)
        {
            Connection.Interrupt();
            await Task.Delay(10);
        }

        var error = await Assert.ThrowsAsync<DuckDBException>(() => run);
        Assert.Equal(DuckDBErrorType.Interrupt, error.ErrorType);
    }

    [Fact]
    public void Cancelling_after_the_end_leaves_the_next_query_alone()
    {
        for (var i = 0; i < 200; i++)
        {
            using var source = new CancellationTokenSource();
            Connection.Execute("select 1", source.Token);
            source.Cancel();
            Assert.Equal(1000L, Connection.Scalar<long>("select count(*) from range(1000)"));
        }
    }

    [Fact]
    public async Task A_token_cancelled_at_any_moment_is_never_lost()
    {
        for (var i = 0; i < 30; i++)
        {
            using var source = new CancellationTokenSource();
            var run = Task.Run(() => Connection.Execute(Endless, source.Token));
            if (i % 3 > 0)
                await Task.Delay(i % 3);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon));
        }
    }

    [Fact]
    public async Task Progress_grows_while_a_query_runs_and_is_unknown_before_and_after()
    {
        Connection.TrackProgress();
        Connection.Execute("create table t as select range as n from range(3000000)");
        Assert.Equal(-1, Connection.Progress.Percentage);
        using var source = new CancellationTokenSource();
        // Half a minute of work, of which only the beginning is waited for.
        var run = Task.Run(() => Connection.Execute("select sum(length(sha256(repeat(n::varchar, 500)))) from t", source.Token));
        var seen = new List<DuckDBQueryProgress>();
        while (!run.IsCompleted && seen.Count(progress => progress.Percentage > 0) < 5)
        {
            seen.Add(Connection.Progress);
            await Task.Delay(5);
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        var known = seen.Where(progress => progress.Percentage > 0).ToList();
        Assert.NotEmpty(known);
        Assert.All(known, progress => Assert.InRange(progress.Percentage, 0, 100));
        Assert.All(known, progress => Assert.InRange(progress.RowsProcessed, 1, progress.TotalRows));
        Assert.Equal(known.OrderBy(progress => progress.RowsProcessed), known);
        Assert.Equal(-1, Connection.Progress.Percentage);
    }
}
