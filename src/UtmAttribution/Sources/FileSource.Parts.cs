using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <content>What a table's files are.</content>
public sealed partial class FileSource
{
    // What a table's files are is found out once.
    private IReadOnlyList<TablePart> Parts(SourceTable table, CancellationToken cancellation)
    {
        if (_known.TryGetValue(table.Name, out var parts))
            return parts;
        var files = _file is null ? TableFile.Find(_directory, table) : [TableFile.Of(_file)];
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
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = _connection.ExecuteReader($"describe select * from {FileQuery.Parquet(files)}", cancellation);
            while (reader.Read())
                types[reader.GetString(0)] = reader.GetString(1);
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
        return new(files, FileQuery.Parquet, types);
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
            files => FileQuery.Csv(files, group.Header),
            group.Header.Columns.ToDictionary(name => name, _ => "VARCHAR", StringComparer.OrdinalIgnoreCase)))];
    }

    private List<string?> FirstLines(TableFile file, CancellationToken cancellation)
    {
        var lines = new List<string?>();
        using var reader = new ChunkReader(
            Query(_connection, $"{FileQuery.Lines([file], tolerant: true)} limit {CsvHeader.LinesToLookAt}", [file], cancellation), exception => FileFault.Of([file], exception));
        while (reader.Read())
            lines.Add(SourceValue.Text(reader, 0));
        return lines;
    }

    private TablePart NdJsonPart(IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        static string Lines(IReadOnlyList<TableFile> files) => $"{FileQuery.Lines(files)} where line is not null";
        var first = Query(_connection, $"{Lines(files)} limit {NdJsonReader.RowsToLookAt}", files, cancellation);
        try
        {
            return new(files, Lines, NdJsonReader.ColumnsIn(first).ToDictionary(name => name, _ => "JSON", StringComparer.OrdinalIgnoreCase));
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
    }
}
