using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// Tables as files in one folder: every file whose name begins with a table's name and ends with <c>.parquet</c>,
/// <c>.csv</c> or <c>.ndjson</c> (text also <c>.gz</c> or <c>.zst</c>) belongs to that table. Rows come in the order of
/// the file names, and of the rows in each file.
/// </summary>
public sealed class FileSource : ISource
{
    private readonly string directory;
    private readonly DuckDBConnection connection;

    /// <summary>Opens a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">The engine that decodes the files.</param>
    /// <exception cref="InvalidInputException">The folder is missing or has no file of a table.</exception>
    public FileSource(string directory, DuckDBDatabase database)
    {
        this.directory = directory;
        if (!Directory.Exists(directory))
        {
            throw new InvalidInputException(File.Exists(directory)
                ? $"The source '{directory}' is a file; expected the folder that holds shopify_orders.* and ads_insights_hourly.*."
                : $"The source folder '{directory}' does not exist; expected a folder that holds shopify_orders.* and ads_insights_hourly.*.");
        }
        connection = database.Connect();
    }

    /// <inheritdoc/>
    public string Description => $"files in '{directory}'";

    /// <inheritdoc/>
    public TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation)
    {
        var files = TableFile.Find(directory, table);
        if (files.Count == 0)
            return null;
        return new ConcatenatedReader(
            [.. files.GroupBy(file => file.Format).Select(group => OpenGroup(table, [.. group], range, cancellation))]);
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    // A group's files are one scan; it starts when its turn comes.
    private Func<TableReader> OpenGroup(
        SourceTable table, IReadOnlyList<TableFile> files, ReadRange? range, CancellationToken cancellation)
    {
        foreach (var file in files)
            file.CheckSignature();
        if (files[0].Format == FileFormat.NdJson)
        {
            var lines = FileQuery.Lines(files);
            CheckColumns(table, files, NdJsonReader.ColumnsIn(Query(lines + $" limit {NdJsonReader.RowsToLookAt}", files, cancellation)));
            return () => new NdJsonReader(table, Query(lines, files, cancellation));
        }
        var columns = Describe(files, cancellation);
        CheckColumns(table, files, columns.Keys);
        var query = FileQuery.Rows(table, files, columns, range);
        return () => new ChunkReader(Query(query, files, cancellation), exception => Broken(files, exception));
    }

    private Dictionary<string, string> Describe(IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = connection.ExecuteReader($"describe select * from {FileQuery.Scan(files)}", cancellation);
            while (reader.Read())
                columns[reader.GetString(0)] = reader.GetString(1);
        }
        catch (DuckDBException exception)
        {
            throw Broken(files, exception);
        }
        return columns;
    }

    private DuckDBResult Query(string sql, IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        try
        {
            return connection.Query(sql, cancellation);
        }
        catch (DuckDBException exception)
        {
            throw Broken(files, exception);
        }
    }

    private static void CheckColumns(SourceTable table, IReadOnlyList<TableFile> files, IEnumerable<string> found)
    {
        var names = found.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Columns)
        {
            if (column.IsRequired && !names.Contains(column.Name))
            {
                throw new InvalidInputException(
                    $"Table '{table.Name}' lacks the required column '{column.Name}' in {Names(files)}; "
                    + $"found the columns {string.Join(", ", names.Order(StringComparer.Ordinal).Take(40).Select(name => $"'{name}'"))}. "
                    + "Export the table with that column, or rename it there.");
            }
        }
    }

    private static InvalidInputException Broken(IReadOnlyList<TableFile> files, DuckDBException exception) => new(
        $"Could not read {Names(files)} as {files[0].FormatName}: {exception.Message.Trim()} "
        + "Check that the file is complete and of the format that its name says.", exception);

    private static string Names(IReadOnlyList<TableFile> files) =>
        string.Join(", ", files.Take(3).Select(file => $"'{file.Path}'")) + (files.Count > 3 ? $" and {files.Count - 3} more" : "");
}
