using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>The formats that a table's file can have.</summary>
internal enum FileFormat
{
    Parquet,
    Csv,
    NdJson,
}

/// <summary>One file of a source table.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Format">What its name says it is.</param>
internal sealed record TableFile(string Path, FileFormat Format)
{
    private static readonly (string Ending, FileFormat Format)[] Endings =
    [
        (".parquet", FileFormat.Parquet),
        (".csv", FileFormat.Csv), (".csv.gz", FileFormat.Csv), (".csv.zst", FileFormat.Csv),
        (".ndjson", FileFormat.NdJson), (".ndjson.gz", FileFormat.NdJson), (".ndjson.zst", FileFormat.NdJson),
        (".jsonl", FileFormat.NdJson), (".jsonl.gz", FileFormat.NdJson), (".jsonl.zst", FileFormat.NdJson),
    ];

    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>What a person calls the format.</summary>
    public string FormatName => Format switch { FileFormat.Parquet => "Parquet", FileFormat.Csv => "CSV", _ => "NDJSON" };

    /// <summary>The files of a table, formats together, each in the order of the names.</summary>
    public static IReadOnlyList<TableFile> Find(string directory, SourceTable table) =>
    [
        .. from path in Directory.EnumerateFiles(directory)
           let name = System.IO.Path.GetFileName(path)
           where name.StartsWith(table.Name, StringComparison.OrdinalIgnoreCase)
           from ending in Endings
           where name.EndsWith(ending.Ending, StringComparison.OrdinalIgnoreCase)
           orderby ending.Format, name, path
           select new TableFile(path, ending.Format),
    ];

    /// <summary>Refuses a file that begins or ends as its name does not promise.</summary>
    public void CheckSignature()
    {
        try
        {
            using var stream = File.OpenRead(Path);
            Span<byte> start = stackalloc byte[4];
            start = start[..stream.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
            if (Format != FileFormat.Parquet)
            {
                CheckText(start);
                return;
            }
            Span<byte> end = stackalloc byte[4];
            stream.Seek(-Math.Min(4, stream.Length), SeekOrigin.End);
            end = end[..stream.ReadAtLeast(end, 4, throwOnEndOfStream: false)];
            if (!start.SequenceEqual(ParquetMagic))
                throw new InvalidInputException($"'{Path}' is no Parquet file: it does not begin with PAR1. Export it again, or give it the ending that fits.");
            if (stream.Length < 12 || !end.SequenceEqual(ParquetMagic))
                throw new InvalidInputException($"'{Path}' is a truncated Parquet file: it has {stream.Length:N0} bytes and does not end with PAR1. Copy or export it again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"Could not read '{Path}': {exception.Message}", exception);
        }
    }

    private void CheckText(ReadOnlySpan<byte> start)
    {
        var isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        var isZstd = start.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]);
        var expected = System.IO.Path.GetExtension(Path).ToLowerInvariant();
        var found = isGzip ? "a gzip file" : isZstd ? "a Zstandard file" : start.SequenceEqual(ParquetMagic) ? "a Parquet file" : "plain text";
        var fits = expected switch { ".gz" => isGzip, ".zst" => isZstd, _ => found == "plain text" };
        if (!fits)
            throw new InvalidInputException($"'{Path}' is {found}, which does not fit its ending '{expected}'. Rename it, or export it again.");
    }
}
