using System.Security.Cryptography;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>What a Parquet file holds apart from the audit columns, by reading all of it.</summary>
/// <param name="Rows">The rows that were read.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="ContentHash">The hash of its data; see <see cref="Partitions.ContentHash"/>.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Schema">Its columns with their types, apart from the audit columns.</param>
internal sealed record FileContent(long Rows, long Bytes, string ContentHash, string Sha256, string Schema)
{
    private const long MostBytesKept = 16 << 20;

    // Not every dataset has every audit column.
    private static readonly string DataColumns = $"columns(name -> name not in ({string.Join(", ", Dataset.AuditColumns.Select(Sql.Text))}))";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DuckDBException">It is not readable as Parquet.</exception>
    public static FileContent Read(DuckDBConnection connection, string path, CancellationToken cancellation)
    {
        using var result = connection.Query($"select {DataColumns} from {Sql.Parquet(path)}", cancellation);
        var (rows, hash) = Hash(result);
        using var stream = File.OpenRead(path);
        return new(rows, stream.Length, hash, Convert.ToHexStringLower(SHA256.HashData(stream)), string.Join(", ", result.Columns));
    }

    /// <summary>Counts and hashes the rows of a result, all of whose columns count.</summary>
    internal static (long Rows, string Hash) Hash(DuckDBResult result)
    {
        var hash = new ContentHash(result.Columns.Select(column => (column.Name, column.SqlType)));
        var coders = result.Columns.Select(ColumnCoder.Of).ToArray();
        var rows = 0L;
        Span<int> codes = stackalloc int[2048];
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                rows += chunk.RowCount;
                for (var i = 0; i < coders.Length; i++)
                {
                    coders[i].Code(chunk, 0, codes[..chunk.RowCount]);
                    hash.Append(i, codes[..chunk.RowCount], coders[i].Values);
                    if (coders[i].Values.Bytes > MostBytesKept)
                        coders[i].Clear();
                }
            }
        }

        return (rows, hash.ToText());
    }
}
