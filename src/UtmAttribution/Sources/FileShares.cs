using System.Globalization;

namespace UtmAttribution.Sources;

/// <summary>Divides a table's files among several readers, in the order of the rows.</summary>
internal static class FileShares
{
    /// <summary>Gives each reader about as many bytes as the others.</summary>
    /// <param name="pieces">What can be given, in order.</param>
    /// <param name="readers">How many readers there are at most.</param>
    /// <returns>What each of them reads, one slice after the other; never an empty share.</returns>
    public static IEnumerable<IReadOnlyList<FileSlice>> Divide(IReadOnlyList<FilePiece> pieces, int readers)
    {
        var total = Math.Max(1, pieces.Sum(piece => piece.Bytes));
        var before = 0L;
        var shares = new SortedDictionary<long, List<FilePiece>>();
        foreach (var piece in pieces)
        {
            var reader = Math.Min(readers - 1, (before + (piece.Bytes / 2)) * readers / total);
            before += piece.Bytes;
            if (!shares.TryGetValue(reader, out var share))
                shares.Add(reader, share = []);
            share.Add(piece);
        }
        return shares.Values.Select(share => share.GroupBy(piece => piece.Part).SelectMany(group => Slices([.. group])).ToList());
    }

    // Whole files that follow one another are one slice; what begins or ends within a file is one of its own.
    private static IEnumerable<FileSlice> Slices(List<FilePiece> pieces)
    {
        var part = pieces[0].Part;
        var wholeFiles = new List<int>();
        foreach (var file in pieces.GroupBy(piece => piece.File))
        {
            var (from, until) = (file.First().FirstRow, file.Last().EndRow);
            if (from == 0 && until is null)
            {
                wholeFiles.AddRange(Enumerable.Range(file.Key, file.First().Files));
                continue;
            }
            if (wholeFiles.Count > 0)
                yield return WholeFiles(part, wholeFiles);
            wholeFiles.Clear();
            var end = until is { } row ? $" and file_row_number < {Number(row)}" : "";
            yield return new(part, $"file_index = {Number(file.Key)} and file_row_number >= {Number(from)}{end}");
        }
        if (wholeFiles.Count > 0)
            yield return WholeFiles(part, wholeFiles);
    }

    // All Parquet files stay in the scan, since together they say which columns and types there are.
    private static FileSlice WholeFiles(TablePart part, List<int> files)
    {
        if (files.Count == part.Files.Count)
            return new(part);
        return part.Format == FileFormat.Parquet
            ? new(part, $"file_index between {Number(files[0])} and {Number(files[^1])}")
            : new(part with { Files = [.. files.Select(file => part.Files[file])] });
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
