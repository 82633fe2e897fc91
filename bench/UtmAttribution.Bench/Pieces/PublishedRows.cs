using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.ParquetFiles;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Rows;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// Rows of <c>utm_order_mapping</c> as the sinks take them, chunks with lookups; and the same rows with all their values as a table of
/// an engine of one thread, for whoever knows no lookups.
/// </summary>
internal sealed class PublishedRows : IDisposable
{
    /// <summary>How many rows there are.</summary>
    public const int Count = 122_880;

    /// <summary>The name of the table.</summary>
    public const string Table = "published";

    private readonly DuckDBDatabase _database;
    private readonly ParquetWriter _writer;

    private PublishedRows(IReadOnlyList<PublishedColumn> columns, IReadOnlyList<(DuckDBDataChunk, int)> chunks, DuckDBDatabase database)
    {
        (Columns, Chunks, _database, Connection) = (columns, chunks, database, database.Connect());
        _writer = new(columns, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>The published columns.</summary>
    public IReadOnlyList<PublishedColumn> Columns { get; }

    /// <summary>The rows, and how many of a chunk's count.</summary>
    public IReadOnlyList<(DuckDBDataChunk Chunk, int Rows)> Chunks { get; }

    /// <summary>Has the table.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Takes the first rows of the shop's orders.</summary>
    public static PublishedRows Load()
    {
        var run = GeneratedShop.Run;
        var dates = new DatasetDates(Datasets.OrderMapping, run.Identity.From, run.Identity.To);
        var batch = new PartitionBatch(dates.Dataset, [.. Enumerable.Range(0, dates.To.DayNumber - dates.From.DayNumber + 1).Select(dates.From.AddDays)]);
        var connection = run.Engine.Connection;
        var lookups = DatasetLookups.Load(connection, [dates.Dataset], CancellationToken.None);
        using var rows = DatasetRows.Open(connection, batch, lookups, CancellationToken.None);
        var chunks = new List<(DuckDBDataChunk, int)>();
        var missing = Count;
        while (missing > 0)
        {
            var chunk = rows.FetchChunk() ?? throw new InvalidOperationException($"The shop has {missing} rows of {dates.Dataset.Name} less than {Count}.");
            chunks.Add((chunk, Math.Min(missing, chunk.RowCount)));
            missing -= chunk.RowCount;
        }

        var published = new PublishedRows(rows.Columns, chunks, DuckDBDatabase.Open(new() { Threads = 1 }));
        published.FillTable();
        return published;
    }

    /// <summary>Writes the rows to a file, as the product does; its buffers serve for all files.</summary>
    public void Write(string path)
    {
        _writer.Open(path);
        foreach (var (chunk, rows) in Chunks)
            _writer.Append(chunk, 0, rows);
        _writer.Finish();
    }

    /// <summary>Frees the rows.</summary>
    public void Dispose()
    {
        foreach (var (chunk, _) in Chunks)
            chunk.Dispose();
        _writer.Dispose();
        Connection.Dispose();
        _database.Dispose();
    }

    private void FillTable()
    {
        var file = Path.Combine(GeneratedShop.Folder, $"{Table}.parquet");
        Write(file);
        Connection.Execute($"create table {Table} as from read_parquet({FileQuery.Literal(file)}, hive_partitioning = false)");
        File.Delete(file);
        if (Connection.Scalar<long>($"select count(*) from {Table}") is var rows and not Count)
            throw new InvalidOperationException($"Of {Count} rows {rows} were written.");
    }
}
