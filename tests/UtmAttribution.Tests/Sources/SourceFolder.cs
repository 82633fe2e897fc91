using System.IO.Compression;
using System.Text;
using UtmAttribution.DuckDb;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.DuckDb;

namespace UtmAttribution.Tests.Sources;

/// <summary>A folder of source files that is gone after the test.</summary>
internal sealed class SourceFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDatabase _database = new();

    /// <summary>Writes text as it is, packed where the name ends with .gz.</summary>
    public SourceFolder Text(string name, string text)
    {
        using Stream file = File.Create(_folder[name]);
        using var packed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        packed.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>Writes what a query gives.</summary>
    public SourceFolder Parquet(string name, string sql, int rowsOfGroup = 122_880)
    {
        _database.Connection.Execute($"copy ({sql}) to '{_folder[name]}' (format parquet, row_group_size {rowsOfGroup})");
        return this;
    }

    /// <summary>What a function gives for each row of a table.</summary>
    public List<T> Rows<T>(SourceTable table, Func<TableReader, T> take)
    {
        using var engine = DuckDBDatabase.Open(new() { Threads = 2 });
        using var source = new FileSource(_folder.Path, engine);
        using var reader = source.Open(table, range: null, CancellationToken.None)!;
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(take(reader));
        return rows;
    }

    /// <summary>What a function gives for each row, reader by reader, of a table that is opened in parts.</summary>
    public List<List<T>> RowsOfParts<T>(SourceTable table, ReadRange? range, int parts, Func<TableReader, T> take)
    {
        using var engine = DuckDBDatabase.Open(new() { Threads = 2 });
        using var source = new FileSource(_folder.Path, engine);
        var readers = source.OpenParts(table, range, parts, CancellationToken.None);
        var rows = readers.Select(_ => new List<T>()).ToList();
        Parallel.For(0, readers.Count, part =>
        {
            using var reader = readers[part];
            while (reader.Read())
                rows[part].Add(take(reader));
        });
        return rows;
    }

    /// <summary>How many threads the engine has while the parts of a table are open and begun, and after.</summary>
    public (long While, long After) EngineThreads(SourceTable table, int parts)
    {
        using var engine = DuckDBDatabase.Open(new() { Threads = 3 });
        using var source = new FileSource(_folder.Path, engine);
        using var connection = engine.Connect();
        var readers = source.OpenParts(table, range: null, parts, CancellationToken.None);
        Assert.All(readers, reader => Assert.True(reader.Read()));
        var threads = Threads();
        foreach (var reader in readers)
            reader.Dispose();
        return (threads, Threads());

        long Threads() => connection.Scalar<long>("select current_setting('threads')");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
