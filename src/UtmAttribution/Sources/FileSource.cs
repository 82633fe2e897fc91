using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// Tables as files in one folder: every file whose name begins with a table's name and ends with <c>.parquet</c>,
/// <c>.csv</c> or <c>.ndjson</c> (text also <c>.gz</c> or <c>.zst</c>) belongs to that table. Rows come by format
/// (Parquet, CSV, NDJSON), then in the order of the file names, and of the rows in each file.
/// </summary>
public sealed class FileSource : ISource
{
    private readonly string _directory;
    private readonly DuckDBConnection _connection;
    private readonly Dictionary<string, IReadOnlyList<TablePart>> _known = new(StringComparer.Ordinal);

    /// <summary>Opens a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">The engine that decodes the files.</param>
    /// <exception cref="InvalidInputException">The folder is missing.</exception>
    public FileSource(string directory, DuckDBDatabase database)
    {
        _directory = directory;
        if (!Directory.Exists(directory))
        {
            throw new InvalidInputException(File.Exists(directory)
                ? $"The source '{directory}' is a file; expected the folder that holds shopify_orders.* and ads_insights_hourly.*."
                : $"The source folder '{directory}' does not exist; expected a folder that holds shopify_orders.* and ads_insights_hourly.*.");
        }
        _connection = database.Connect();
    }

    /// <inheritdoc/>
    public string Description => $"files in '{_directory}'";

    /// <inheritdoc/>
    public void Check(CancellationToken cancellation)
    {
        foreach (var table in SourceTable.All)
        {
            foreach (var part in Parts(table, cancellation).Where(part => part.Format != FileFormat.NdJson))
                FileQuery.Rows(table, part, range: null); // Throws where a column's type can't be read.
        }
    }

    /// <inheritdoc/>
    public TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation)
    {
        var parts = Parts(table, cancellation);
        return parts.Count == 0 ? null : new ConcatenatedReader([.. parts.Select(part => Opener(table, part, range, cancellation))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // A part's files are one scan; it starts when its turn comes.
    private Func<TableReader> Opener(SourceTable table, TablePart part, ReadRange? range, CancellationToken cancellation)
    {
        Exception Broken(DuckDBException exception) => FileFault.Of(part.Files, exception);
        if (part.Format == FileFormat.NdJson)
            return () => new NdJsonReader(table, Query(part.Scan, part.Files, cancellation), Broken);
        var query = FileQuery.Rows(table, part, range);
        return () => new ChunkReader(Query(query, part.Files, cancellation), Broken);
    }

    // What a table's files are is found out once.
    private IReadOnlyList<TablePart> Parts(SourceTable table, CancellationToken cancellation)
    {
        if (_known.TryGetValue(table.Name, out var parts))
            return parts;
        var files = TableFile.Find(_directory, table);
        if (files.Count == 0 && table.IsRequired)
            throw TableFault.Missing(_directory, table);
        foreach (var file in files)
            file.Check(cancellation);
        parts = [.. files.GroupBy(file => (file.Format, file.Compression)).SelectMany(group => PartsOf([.. group], cancellation))];
        foreach (var part in parts)
            TableFault.RequireColumns(table, part);
        _known.Add(table.Name, parts);
        return parts;
    }

    private List<TablePart> PartsOf(IReadOnlyList<TableFile> files, CancellationToken cancellation) => files[0].Format switch
    {
        FileFormat.Parquet => [ParquetPart(files, cancellation)],
        FileFormat.Csv => CsvParts(files, cancellation),
        _ => [NdJsonPart(files, cancellation)],
    };

    private TablePart ParquetPart(IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        var scan = FileQuery.Parquet(files);
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = _connection.ExecuteReader($"describe select * from {scan}", cancellation);
            while (reader.Read())
                types[reader.GetString(0)] = reader.GetString(1);
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
        return new(files, scan, types);
    }

    // Files that follow one another with the same header are one part.
    private List<TablePart> CsvParts(IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        var groups = new List<(CsvHeader Header, List<TableFile> Files)>();
        foreach (var file in files)
        {
            var header = CsvHeader.Read(file, FirstLines(file, cancellation));
            if (groups is [.., var last] && last.Header.Lines == header.Lines && last.Header.Columns.SequenceEqual(header.Columns, StringComparer.Ordinal))
                last.Files.Add(file);
            else
                groups.Add((header, [file]));
        }
        return [.. groups.Select(group => new TablePart(
            group.Files,
            FileQuery.Csv(group.Files, group.Header),
            group.Header.Columns.ToDictionary(name => name, _ => "VARCHAR", StringComparer.OrdinalIgnoreCase)))];
    }

    private List<string?> FirstLines(TableFile file, CancellationToken cancellation)
    {
        var lines = new List<string?>();
        using var reader = new ChunkReader(
            Query($"{FileQuery.Lines([file], tolerant: true)} limit {CsvHeader.LinesToLookAt}", [file], cancellation), exception => FileFault.Of([file], exception));
        while (reader.Read())
            lines.Add(SourceValue.Text(reader, 0));
        return lines;
    }

    private TablePart NdJsonPart(IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        var lines = $"{FileQuery.Lines(files)} where line is not null";
        var first = Query($"{lines} limit {NdJsonReader.RowsToLookAt}", files, cancellation);
        try
        {
            return new(files, lines, NdJsonReader.ColumnsIn(first).ToDictionary(name => name, _ => "JSON", StringComparer.OrdinalIgnoreCase));
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
    }

    private DuckDBResult Query(string sql, IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        try
        {
            return _connection.Query(sql, cancellation);
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
    }
}
