using UtmAttribution.DuckDb;

namespace UtmAttribution.Sources;

/// <summary>Reads the rows of a streamed result in place.</summary>
/// <param name="result">The result; this owns it.</param>
/// <param name="broken">Turns a fault of the files, met in the middle, into a message.</param>
internal sealed class ChunkReader(DuckDBResult result, Func<DuckDBException, Exception> broken) : TableReader
{
    private readonly ValueKind[] kinds = [.. result.Columns.Select(column => KindOf(column.Type))];
    private readonly DuckDBType[] types = [.. result.Columns.Select(column => column.Type)];
    private DuckDBVector[] vectors = [];
    private DuckDBDataChunk? chunk;
    private int row;

    public override ValueKind Kind(int column) => kinds[column];

    public override bool Read()
    {
        if (chunk is not null && ++row < chunk.RowCount)
            return true;
        chunk?.Dispose();
        try
        {
            chunk = result.FetchChunk();
        }
        catch (DuckDBException exception)
        {
            chunk = null;
            throw broken(exception);
        }
        if (chunk is null)
            return false;
        row = 0;
        vectors = [.. Enumerable.Range(0, types.Length).Select(chunk.Column)];
        return true;
    }

    public override bool IsNull(int column) => vectors[column].IsNull(row);

    public override ReadOnlySpan<byte> Text(int column) => vectors[column].Utf8(row);

    public override long Number(int column) => types[column] switch
    {
        DuckDBType.Boolean => vectors[column].Value<byte>(row),
        DuckDBType.Date => vectors[column].Value<int>(row),
        _ => vectors[column].Value<long>(row),
    };

    protected override void Dispose(bool disposing)
    {
        chunk?.Dispose();
        result.Dispose();
    }

    private static ValueKind KindOf(DuckDBType type) => type switch
    {
        DuckDBType.Varchar => ValueKind.Text,
        DuckDBType.Timestamp => ValueKind.Timestamp,
        DuckDBType.Date => ValueKind.Date,
        _ => ValueKind.Number,
    };
}
