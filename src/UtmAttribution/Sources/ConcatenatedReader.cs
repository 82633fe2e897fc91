namespace UtmAttribution.Sources;

/// <summary>Several readers of one table, one after the other; each is opened when the one before has ended.</summary>
/// <param name="parts">What opens them.</param>
/// <param name="owned">What they read from; it goes with this.</param>
internal sealed class ConcatenatedReader(IReadOnlyList<Func<TableReader>> parts, IDisposable owned) : TableReader
{
    private TableReader _current = parts[0]();
    private int _opened = 1;

    public override ValueKind Kind(int column) => _current.Kind(column);

    public override bool Read()
    {
        while (!_current.Read())
        {
            if (_opened == parts.Count)
                return false;
            _current.Dispose();
            _current = parts[_opened++]();
        }
        return true;
    }

    public override bool IsNull(int column) => _current.IsNull(column);

    public override ReadOnlySpan<byte> Text(int column) => _current.Text(column);

    public override long Number(int column) => _current.Number(column);

    public override int Scale(int column) => _current.Scale(column);

    protected override void Dispose(bool disposing)
    {
        _current.Dispose();
        owned.Dispose();
    }
}
