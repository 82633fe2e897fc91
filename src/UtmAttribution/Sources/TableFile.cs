using System.Globalization;
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

    private const int BytesToLookAt = 512;
    private const string Plain = "plain text";

    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>What a person calls the format.</summary>
    public string FormatName => Format switch { FileFormat.Parquet => "Parquet", FileFormat.Csv => "CSV", _ => "NDJSON" };

    /// <summary>How the engine has to decompress it; its own guess knows endings in lower case alone.</summary>
    public string Compression =>
        Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "gzip"
        : Path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? "zstd"
        : "none";

    /// <summary>Its length and when it was written, which change with it.</summary>
    /// <exception cref="InvalidInputException">It is gone.</exception>
    public string Stamp
    {
        get
        {
            var file = new FileInfo(Path);
            return file.Exists
                ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")
                : throw new InvalidInputException($"Could not read '{Path}': it was there before and is gone. Put it back, and run again.");
        }
    }

    /// <summary>The files of a table, formats together, each in the order of the names.</summary>
    /// <exception cref="InvalidInputException">The table's only file has an ending that can't be read.</exception>
    public static IReadOnlyList<TableFile> Find(string directory, SourceTable table)
    {
        var paths = Directory.EnumerateFiles(directory)
            .Where(path => System.IO.Path.GetFileName(path).StartsWith(table.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = from path in paths
                    from ending in Endings
                    where path.EndsWith(ending.Ending, StringComparison.OrdinalIgnoreCase)
                    orderby ending.Format, System.IO.Path.GetFileName(path), path
                    select new TableFile(path, ending.Format);
        IReadOnlyList<TableFile> files = [.. found];
        var unread = paths.Find(path => System.IO.Path.GetFileName(path).Split('.')[0].Equals(table.Name, StringComparison.OrdinalIgnoreCase));
        return files.Count > 0 || unread is null ? files : throw UnknownEnding(unread);
    }

    /// <summary>The file with the format that its name says.</summary>
    /// <exception cref="InvalidInputException">It has an ending that can't be read.</exception>
    public static TableFile Of(string path) =>
        Array.Find(Endings, ending => path.EndsWith(ending.Ending, StringComparison.OrdinalIgnoreCase)) is { Ending: not null } known
            ? new(path, known.Format)
            : throw UnknownEnding(path);

    private static InvalidInputException UnknownEnding(string path) => new(
        $"'{path}' has an ending that is not known; expected {string.Join(", ", Endings.Select(ending => ending.Ending))}. Export it as one of these.");

    /// <summary>Refuses a file that begins or ends as its name does not promise.</summary>
    public void Check(CancellationToken cancellation)
    {
        try
        {
            using var stream = File.OpenRead(Path);
            Span<byte> start = stackalloc byte[BytesToLookAt];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            if (start.IsEmpty)
                throw new InvalidInputException($"'{Path}' is empty; expected {FormatName}. Copy or export it again.");
            if (Format != FileFormat.Parquet)
            {
                CheckText(start);
                if (Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                    GzipCheck.Verify(Path, cancellation);
                else if (Path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
                    ZstandardCheck.Verify(Path);
                return;
            }
            Span<byte> end = stackalloc byte[4];
            stream.Seek(-Math.Min(4, stream.Length), SeekOrigin.End);
            end = end[..stream.ReadAtLeast(end, 4, throwOnEndOfStream: false)];
            if (!start.StartsWith(ParquetMagic))
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
        if (start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            throw new InvalidInputException($"'{Path}' is text in UTF-16; expected UTF-8. Export it in that encoding.");
        var isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        var isZstd = start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]);
        var expected = System.IO.Path.GetExtension(Path).ToLowerInvariant();
        var found = isGzip ? "a gzip file" : isZstd ? "a Zstandard file" : start.StartsWith(ParquetMagic) ? "a Parquet file"
            : start.Contains((byte)0) ? "no text"
            : Plain;
        var fits = expected switch { ".gz" => isGzip, ".zst" => isZstd, _ => found == Plain };
        if (!fits)
            throw new InvalidInputException($"'{Path}' is {found}, which does not fit its ending '{expected}'. Rename it, or export it again.");
    }
}
