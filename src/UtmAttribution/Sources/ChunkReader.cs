using UtmAttribution.DuckDb;

namespace UtmAttribution.Sources;

/// <summary>Reads the rows of a streamed result in place.</summary>
/// <param name="result">The result; this owns it.</param>
/// <param name="broken">Turns a fault of the files, met in the middle, into a message.</param>
/// <param name="owned">What it is read from, where it goes with this.</param>
internal sealed class ChunkReader(DuckDBResult result, Func<DuckDBException, Exception> broken, IDisposable? owned = null) : TableReader
{
    private readonly ValueKind[] _kinds = [.. result.Columns.Select(column => KindOf(column.Type))];
    private readonly DuckDBType[] _types = [.. result.Columns.Select(column => column.Type)];
    private readonly int[] _widths = [.. result.Columns.Select(column => column.Precision ?? 0)];
    private readonly int[] _scales = [.. result.Columns.Select(column => column.Scale ?? 0)];
    private DuckDBVector[] _vectors = [];
    private DuckDBDataChunk? _chunk;
    private int _row;

    public override ValueKind Kind(int column) => _kinds[column];

    public override bool Read()
    {
        if (_chunk is not null && ++_row < _chunk.RowCount)
            return true;
        _chunk?.Dispose();
        try
        {
            _chunk = result.FetchChunk();
        }
        catch (DuckDBException exception)
        {
            _chunk = null;
            throw broken(exception);
        }
        if (_chunk is null)
            return false;
        _row = 0;
        _vectors = [.. Enumerable.Range(0, _types.Length).Select(_chunk.Column)];
        return true;
    }

    public override bool IsNull(int column) => _vectors[column].IsNull(_row);

    public override ReadOnlySpan<byte> Text(int column) => _vectors[column].Utf8(_row);

    public override long Number(int column) => _types[column] switch
    {
        DuckDBType.Boolean => _vectors[column].Value<byte>(_row),
        DuckDBType.Date => _vectors[column].Value<int>(_row),
        DuckDBType.Decimal => Decimal(column),
        _ => _vectors[column].Value<long>(_row),
    };

    public override int Scale(int column) => _scales[column];

    protected override void Dispose(bool disposing)
    {
        _chunk?.Dispose();
        result.Dispose();
        owned?.Dispose();
    }

    private long Decimal(int column) => _widths[column] switch
    {
        <= 4 => _vectors[column].Value<short>(_row),
        <= 9 => _vectors[column].Value<int>(_row),
        _ => _vectors[column].Value<long>(_row),
    };

    private static ValueKind KindOf(DuckDBType type) => type switch
    {
        DuckDBType.Varchar => ValueKind.Text,
        DuckDBType.Timestamp => ValueKind.Timestamp,
        DuckDBType.Date => ValueKind.Date,
        DuckDBType.Decimal => ValueKind.ScaledNumber,
        DuckDBType.Double => ValueKind.FloatingNumber,
        _ => ValueKind.Number,
    };
}
