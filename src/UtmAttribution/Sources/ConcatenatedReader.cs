namespace UtmAttribution.Sources;

/// <summary>Several readers of one table, one after the other; each is opened when the one before has ended.</summary>
internal sealed class ConcatenatedReader(IReadOnlyList<Func<TableReader>> parts) : TableReader
{
    private TableReader current = parts[0]();
    private int opened = 1;

    public override ValueKind Kind(int column) => current.Kind(column);

    public override bool Read()
    {
        while (!current.Read())
        {
            if (opened == parts.Count)
                return false;
            current.Dispose();
            current = parts[opened++]();
        }
        return true;
    }

    public override bool IsNull(int column) => current.IsNull(column);

    public override ReadOnlySpan<byte> Text(int column) => current.Text(column);

    public override long Number(int column) => current.Number(column);

    protected override void Dispose(bool disposing) => current.Dispose();
}
