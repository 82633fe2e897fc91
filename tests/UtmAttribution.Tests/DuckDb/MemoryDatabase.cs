using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.DuckDb;

/// <summary>A database in memory with one connection.</summary>
public sealed class MemoryDatabase : IDisposable
{
    private readonly DuckDBDatabase _database;

    public MemoryDatabase()
        : this(new() { Threads = 2 })
    {
    }

    internal MemoryDatabase(DuckDBSettings settings)
    {
        _database = DuckDBDatabase.Open(settings);
        Connection = _database.Connect();
    }

    public DuckDBConnection Connection { get; }

    public DuckDBConnection Connect() => _database.Connect();

    /// <summary>The first value of a query as <see cref="Show"/> writes it.</summary>
    public string Ask(string sql)
    {
        using var reader = Connection.ExecuteReader(sql);
        Assert.True(reader.Read());
        return Show(reader.GetValue(0));
    }

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }

    /// <summary>A value with its type told by its form, so that expected values can stand in tables.</summary>
    public static string Show(object? value) => value switch
    {
        null or DBNull => "NULL",
        string text => $"'{text}'",
        DateTime time => $"{time:yyyy-MM-dd HH:mm:ss.FFFFFFF}{(time.Kind == DateTimeKind.Utc ? "Z" : "")}",
        DateOnly date => $"{date:yyyy-MM-dd}",
        TimeOnly time => $"{time:HH:mm:ss.FFFFFFF}",
        DateTimeOffset time => $"{time:yyyy-MM-dd HH:mm:ss.FFFFFFzzz}",
        byte[] bytes => $"x{Convert.ToHexString(bytes)}",
        List<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
        Dictionary<string, object?> fields => $"{{{string.Join(", ", fields.Select(field => $"{field.Key}: {Show(field.Value)}"))}}}",
        Dictionary<object, object?> map => $"{{{string.Join(", ", map.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        _ => $"{value}",
    };
}
