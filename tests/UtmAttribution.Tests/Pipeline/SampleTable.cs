using UtmAttribution.DuckDb;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>The sample's tables as the reference implementation takes them: rows of text, read without any of the product's loading.</summary>
internal static class SampleTable
{
    /// <summary>All files of the table as one, columns by name; what a file lacks is NULL.</summary>
    public static ReferenceTable Read(string folder, string name)
    {
        var files = Directory.EnumerateFiles(folder, $"{name}*").Order(StringComparer.Ordinal)
            .Select(file => file.EndsWith(".parquet", StringComparison.Ordinal) ? FromParquet(file) : ReferenceTable.FromCsv(File.ReadAllText(file)))
            .ToList();
        string[] columns = [.. files.SelectMany(file => file.Columns).Distinct()];
        return new ReferenceTable(columns, [.. files.SelectMany(file => file.Rows.Select(row => columns.Select(column => file.Value(row, column)).ToArray()))]);
    }

    // Times come as 2025-03-01 10:00:00.123+00, dates as 2025-03-01, numbers as decimal text.
    private static ReferenceTable FromParquet(string file)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        using var reader = connection.ExecuteReader($"select columns(*)::varchar from read_parquet('{file}')");
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<string?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, columns.Length).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return new ReferenceTable(columns, rows);
    }
}
