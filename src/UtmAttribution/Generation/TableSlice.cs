using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>
/// One file of a table: filled in a database of its own and written by one thread, so that its bytes depend on its rows
/// alone.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Columns">The table's columns, as SQL.</param>
/// <param name="RowGroup">Rows of a Parquet row group: fewer where rows are wide, since the writer holds a group in memory.</param>
/// <param name="Fill">Adds the rows; returns how many.</param>
internal sealed record TableSlice(string Name, string Columns, int RowGroup, Func<DuckDBAppender, CancellationToken, long> Fill)
{
    public GeneratedFile Write(string directory, GeneratorFormat format, CancellationToken cancellation)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1, TempDirectory = directory });
        using var connection = database.Connect();
        connection.Execute($"create table slice ({Columns})", cancellation);
        long rows;
        using (var table = connection.CreateAppender("slice"))
        {
            rows = Fill(table, cancellation);
            table.Close();
        }

        var path = Path.Combine(directory, Name);
        var how = format == GeneratorFormat.Csv ? "format csv, header" : $"format parquet, compression zstd, row_group_size {RowGroup}";
        connection.Execute($"copy slice to '{path.Replace("'", "''", StringComparison.Ordinal)}' ({how})", cancellation);
        return new GeneratedFile(Name, rows, new FileInfo(path).Length);
    }
}
