using System.Diagnostics;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>
/// The least that the job can take: DuckDB alone reads the source's columns to nowhere, and writes the rows that were published
/// from ready tables. Several ways of each; the fastest one counts.
/// </summary>
internal sealed class Floor(EndToEndOptions options)
{
    /// <summary>The kind of floor that reads.</summary>
    public const string ScanKind = "scan";

    /// <summary>The kind of floor that publishes.</summary>
    public const string WriteKind = "write";

    // Orders without faults have no rejects, and so no files of them.
    private readonly IReadOnlyList<Dataset> _published =
    [
        .. Datasets.Of(default, default, default).Select(dates => dates.Dataset).Where(dataset => Directory.Exists(Path.Combine(options.Published, dataset.Name))),
    ];

    /// <summary>The ways to scan, by name.</summary>
    public IReadOnlyDictionary<string, Action> Scans => new Dictionary<string, Action>(StringComparer.Ordinal)
    {
        [$"{ScanKind}: count(column) of every column"] = () => Scan(CountColumns),
        [$"{ScanKind}: chunks fetched and dropped"] = () => Scan(DropChunks),
    };

    /// <summary>The ways to write, by name.</summary>
    public IReadOnlyDictionary<string, Action> Writes => new Dictionary<string, Action>(StringComparer.Ordinal)
    {
        [$"{WriteKind}: copy … partition_by"] = () => Write(WritePartitioned),
        [$"{WriteKind}: a copy per date, a connection per thread"] = () => Write(WriteDates),
    };

    /// <summary>Makes the ready tables from what was published, in the order of dates and rows that it has.</summary>
    public void LoadTables()
    {
        File.Delete(options.Tables);
        using var database = Open(options.Tables, readOnly: false);
        using var connection = database.Connect();
        foreach (var dataset in _published)
        {
            var files = FileQuery.Literal(Path.Combine(options.Published, dataset.Name, "*", "*.parquet"));
            connection.Execute($"create table {dataset.Name} as from read_parquet({files}, hive_partitioning = false)");
        }

        connection.Execute("checkpoint");
    }

    private void Scan(Action<DuckDBConnection, SourceTable, string> read)
    {
        using var database = Open(path: null, readOnly: false);
        using var connection = database.Connect();
        foreach (var table in new[] { SourceTable.ShopifyOrders, SourceTable.AdsInsightsHourly })
            read(connection, table, $"read_parquet({FileQuery.Literal(Path.Combine(options.Source, table.Name + "*.parquet"))})");
    }

    private static void CountColumns(DuckDBConnection connection, SourceTable table, string files)
    {
        var counts = table.Columns.Select(column => $"count({column.Name})");
        DropChunks(connection, $"select {string.Join(", ", counts)} from {files}");
    }

    private static void DropChunks(DuckDBConnection connection, SourceTable table, string files) =>
        DropChunks(connection, $"select {string.Join(", ", table.Columns.Select(column => column.Name))} from {files}");

    private static void DropChunks(DuckDBConnection connection, string query)
    {
        using var result = connection.Query(query);
        while (result.FetchChunk() is { } chunk)
            chunk.Dispose();
    }

    private void Write(Action<DuckDBDatabase> write)
    {
        if (Directory.Exists(options.FloorOutput))
            Directory.Delete(options.FloorOutput, recursive: true);
        Directory.CreateDirectory(options.FloorOutput);
        using var database = Open(options.Tables, readOnly: true);
        write(database);
    }

    private void WritePartitioned(DuckDBDatabase database)
    {
        using var connection = database.Connect();
        connection.Execute("set partitioned_write_max_open_files = 10000");
        foreach (var dataset in _published)
        {
            connection.Execute($"""
                copy {dataset.Name} to {FileQuery.Literal(Path.Combine(options.FloorOutput, dataset.Name))} (
                    format parquet, compression zstd, row_group_size 122880, partition_by ({dataset.DateColumn}), write_partition_columns true)
                """);
        }
    }

    // Small files by many threads cost more than they save: each connection works on a date of its own.
    private void WriteDates(DuckDBDatabase database)
    {
        using var first = database.Connect();
        first.Execute("set threads = 1");
        var copies = _published.SelectMany(dataset => CopiesOf(first, dataset)).ToList();
        var next = -1;
        var workers = Enumerable.Range(0, options.Threads).Select(_ => Task.Run(() =>
        {
            using var connection = database.Connect();
            while (Interlocked.Increment(ref next) is var i && i < copies.Count)
                connection.Execute(copies[i]);
        }));
        Task.WaitAll(workers.ToArray());
    }

    private List<string> CopiesOf(DuckDBConnection connection, Dataset dataset)
    {
        var copies = new List<string>();
        using var dates = connection.ExecuteReader($"select distinct {dataset.DateColumn} from {dataset.Name} order by 1");
        while (dates.Read())
        {
            var date = dates.GetFieldValue<DateOnly>(0).ToString("yyyy-MM-dd");
            var folder = Directory.CreateDirectory(Path.Combine(options.FloorOutput, dataset.Name, $"{dataset.DateColumn}={date}"));
            copies.Add($"""
                copy (from {dataset.Name} where {dataset.DateColumn} = date '{date}')
                to {FileQuery.Literal(Path.Combine(folder.FullName, "part-0.parquet"))} (format parquet, compression zstd, row_group_size 122880)
                """);
        }

        return copies;
    }

    private DuckDBDatabase Open(string? path, bool readOnly) => DuckDBDatabase.Open(new()
    {
        Path = path,
        MemoryLimit = options.Memory,
        Threads = options.Threads,
        TempDirectory = options.Spill,
        Other = new Dictionary<string, string>(StringComparer.Ordinal) { ["access_mode"] = readOnly ? "read_only" : "automatic" },
    });

    /// <summary>Times a piece of work inside this process.</summary>
    public static Measure Time(Action work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        work();
        return new(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}
