using System.Text;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

/// <summary>Measures the process's memory, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private const long MegaByte = 1024 * 1024;
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(new string('x', 1000));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Thousands_of_objects_leave_no_memory_behind(bool disposed)
    {
        using var database = new MemoryDatabase(new() { Threads = 1, MemoryLimit = "200MB" });
        database.Connection.Execute("create table t(n integer primary key, v varchar)");
        Repeat(200);
        var before = ResidentBytes();
        Repeat(600);
        Assert.InRange(ResidentBytes() - before, long.MinValue, 20 * MegaByte);

        void Repeat(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Use(database, disposed);
                if (!disposed && i % 100 == 0)
                    Collect();
            }
        }
    }

    [Fact]
    public void Databases_leave_no_memory_behind()
    {
        Repeat(20);
        var before = ResidentBytes();
        Repeat(60);
        Assert.InRange(ResidentBytes() - before, long.MinValue, 20 * MegaByte);

        static void Repeat(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var database = new MemoryDatabase(new() { Threads = 1 });
                database.Connection.Execute("create table t as select range as n from range(10000)");
                Assert.Throws<DuckDBException>(() => DuckDBDatabase.Open(new() { Path = "/nowhere/at/all" }));
            }
        }
    }

    /// <summary>Goes all ways, those that fail too, with some 100 KB of rows on each.</summary>
    private static void Use(MemoryDatabase database, bool disposed)
    {
        var trash = new List<IDisposable>();
        var connection = Keep(database.Connect());
        Assert.Throws<DuckDBException>(() => connection.Prepare("select missing"));
        Assert.Throws<DuckDBException>(() => connection.Execute("selec"));
        Assert.Throws<DuckDBException>(() => connection.Query("select error('x')"));
        Assert.Throws<DuckDBException>(() => connection.CreateAppender("missing"));

        var statement = Keep(connection.Prepare("select repeat('y', 50) || range, [range], {'a': range} from range(5000) where range > ?"));
        var result = Keep(statement.Bind(1, 5).Query());
        Keep(result.FetchChunk()!).Column(1).Boxed(7);
        var reader = connection.ExecuteReader("select range from range(5000)");
        reader.Read();
        trash.Add(reader);

        var appender = Keep(connection.CreateAppender("t"));
        for (var i = 0; i < 100; i++)
        {
            appender.Set(0, i % 99);
            appender.SetUtf8(1, Text);
            appender.EndRow();
        }

        Assert.Throws<DuckDBException>(appender.Close);
        if (disposed)
            trash.ForEach(thing => thing.Dispose());

        T Keep<T>(T thing)
            where T : IDisposable
        {
            trash.Add(thing);
            return thing;
        }
    }

    private static long ResidentBytes()
    {
        Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
