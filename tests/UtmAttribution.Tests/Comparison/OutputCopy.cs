using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.Comparison;

/// <summary>A copy of some datasets of a published folder, whose rows a test changes; gone after it.</summary>
internal sealed class OutputCopy : IDisposable
{
    /// <summary>The dates of nine days: few files are soon compared.</summary>
    public const string FewDates = "2025-03-0?";

    /// <summary>Copies.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="dates">A pattern of dates.</param>
    /// <param name="datasets">The datasets.</param>
    public OutputCopy(string from, string dates, params IEnumerable<string> datasets)
    {
        Path = Directory.CreateTempSubdirectory("utm-copy-").FullName;
        foreach (var dataset in datasets)
        {
            foreach (var file in Directory.EnumerateDirectories(System.IO.Path.Combine(from, dataset), $"date_start={dates}").Select(date => System.IO.Path.Combine(date, "part-0.parquet")))
            {
                var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    public string Path { get; }

    /// <summary>The folder of a date.</summary>
    public string Date(string dataset, string date) => System.IO.Path.Combine(Path, dataset, $"date_start={date}");

    /// <summary>Puts the rows of a query over <c>rows</c>, a date's rows, in their place.</summary>
    public void Change(string dataset, string date, string query)
    {
        var file = System.IO.Path.Combine(Date(dataset, date), "part-0.parquet");
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        connection.Execute($"create table rows as from read_parquet('{file}', hive_partitioning = false); copy ({query}) to '{file}' (format parquet)");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
