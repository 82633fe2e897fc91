using UtmAttribution.DuckDb;

namespace UtmAttribution.Sources;

/// <summary>The least of a table that one reader takes: a row group of a Parquet file, a whole text file, or files that can't be divided.</summary>
/// <param name="Part">Where its file belongs to.</param>
/// <param name="File">The index of the file in that.</param>
/// <param name="Files">How many files there are from that one on.</param>
/// <param name="FirstRow">Its first row in the file.</param>
/// <param name="EndRow">The row behind its last; null where the file ends with it.</param>
/// <param name="Bytes">Its size on disk.</param>
internal sealed record FilePiece(TablePart Part, int File, int Files, long FirstRow, long? EndRow, long Bytes)
{
    // What the engine calls the places of rows; a table may have columns of these names.
    private static readonly string[] PlaceColumns = ["file_index", "file_row_number"];

    /// <summary>The pieces of some files, in the order of their rows.</summary>
    /// <exception cref="DuckDBException">A file is damaged.</exception>
    public static IEnumerable<FilePiece> Of(TablePart part, DuckDBConnection connection, CancellationToken cancellation)
    {
        if (part.Format != FileFormat.Parquet)
            return part.Files.Select((file, index) => new FilePiece(part, index, 1, 0, null, Size(file)));
        return PlaceColumns.Any(part.Types.ContainsKey)
            ? [new(part, 0, part.Files.Count, 0, null, part.Files.Sum(Size))]
            : part.Files.SelectMany((_, index) => RowGroups(part, index, connection, cancellation));
    }

    private static long Size(TableFile file) => new FileInfo(file.Path).Length;

    private static List<FilePiece> RowGroups(TablePart part, int file, DuckDBConnection connection, CancellationToken cancellation)
    {
        var pieces = new List<FilePiece>();
        using var groups = connection.ExecuteReader($"""
            select max(row_group_num_rows), sum(total_compressed_size)::bigint
            from {FileQuery.ParquetMetadata(part.Files[file])}
            group by row_group_id
            order by row_group_id
            """, cancellation);
        for (var row = 0L; groups.Read(); row += groups.GetInt64(0))
            pieces.Add(new(part, file, 1, row, row + groups.GetInt64(0), groups.GetInt64(1)));
        if (pieces.Count > 0)
            pieces[^1] = pieces[^1] with { EndRow = null };
        return pieces;
    }
}
