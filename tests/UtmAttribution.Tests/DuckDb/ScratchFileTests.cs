using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

/// <summary>Relations that are kept in a scratch file instead of in memory.</summary>
public sealed class ScratchFileTests : IDisposable
{
    private const int Rows = 500_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("utm-scratch's ü-");

    [Fact]
    public void Connections_share_relations_that_are_more_than_the_memory_holds()
    {
        using var database = Open();
        FillTables(database.Connection);
        using var other = database.Connect();

        var sum = other.Scalar<long>("select sum(a.n + b.n)::bigint from a join b using (t)");

        Assert.Equal((long)Rows * (Rows - 1), sum);
        Assert.InRange(ScratchBytes, 2 * Rows * 40, long.MaxValue);
        Assert.Equal([ScratchPath], Directory.GetFiles(_folder.FullName, "*.duckdb*"));
    }

    [Fact]
    public void The_room_of_what_is_dropped_is_free_after_a_checkpoint()
    {
        using var database = Open();
        FillTables(database.Connection);
        var full = ScratchBytes;

        database.Connection.Execute("drop table a; checkpoint; create table c as select * from b");

        Assert.InRange(ScratchBytes, 1, full * 5 / 4);
        Assert.Equal(Rows.ToString(), database.Ask("select count(distinct t) from c"));
    }

    [Fact]
    public void Macros_views_appended_rows_and_small_tables_are_there_too()
    {
        using var database = Open();
        database.Connection.Execute("create table small(n integer); create macro twice(n) as 2 * n; create view doubled as select twice(n) as n from small");
        using (var appender = database.Connection.CreateAppender("small"))
        {
            appender.Set(0, 21);
            appender.EndRow();
            appender.Close();
        }

        using var other = database.Connect();
        Assert.Equal(42, other.Scalar<int>("select n from doubled"));
    }

    [Fact]
    public void A_file_that_can_not_be_made_is_named()
    {
        var fault = Assert.Throws<DuckDBException>(() => DuckDBDatabase.Open(new() { ScratchFile = Path.Combine(_folder.FullName, "missing", "x.duckdb") }));

        Assert.Contains("x.duckdb", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string ScratchPath => Path.Combine(_folder.FullName, "scratch.duckdb");

    private long ScratchBytes => new FileInfo(ScratchPath).Length;

    private MemoryDatabase Open() =>
        new(new() { ScratchFile = ScratchPath, MemoryLimit = "40MB", Threads = 2, TempDirectory = Path.Combine(_folder.FullName, "spill") });

    private static void FillTables(DuckDBConnection connection) => connection.Execute($"""
        create table a as select n, md5(n::varchar) as t from range({Rows}) as numbers (n);
        create table b as select * from a;
        """);
}
