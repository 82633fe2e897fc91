using System.Security.Cryptography;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>What a Parquet file holds apart from the audit columns, by reading all of it.</summary>
/// <param name="Rows">The rows that were read.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="ContentHash">The hash of its data; see <see cref="Partitions.ContentHash"/>.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Schema">Its columns with their types, apart from the audit columns.</param>
internal sealed record FileContent(long Rows, long Bytes, string ContentHash, string Sha256, string Schema)
{
    // Not every dataset has every audit column.
    private static readonly string DataColumns = $"columns(name -> name not in ({string.Join(", ", Dataset.AuditColumns.Select(Sql.Text))}))";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DuckDBException">It is not readable as Parquet.</exception>
    public static FileContent Read(DuckDBConnection connection, string path, CancellationToken cancellation)
    {
        using var result = connection.Query($"select {DataColumns} from {Sql.Parquet(path)}", cancellation);
        var hash = new ContentHash(result.Columns);
        var rows = 0L;
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                rows += chunk.RowCount;
                hash.Append(chunk);
            }
        }

        using var stream = File.OpenRead(path);
        return new(rows, stream.Length, hash.ToText(), Convert.ToHexStringLower(SHA256.HashData(stream)), string.Join(", ", result.Columns));
    }
}
