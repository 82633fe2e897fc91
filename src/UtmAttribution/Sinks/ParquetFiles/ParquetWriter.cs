using System.Buffers;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>
/// Writes rows to Parquet files, one after the other, straight from the engine's vectors and from lookups in memory. All columns are optional. Most
/// values of published rows repeat: they are coded once (see <see cref="ColumnCoder"/>), and page, statistics and content hash work on codes.
/// </summary>
internal sealed class ParquetWriter : IDisposable
{
    // What readers are made for.
    private const int RowGroupRows = 4 * 122_880;
    private const long RowGroupBytes = 256L << 20;

    private readonly PageWriter _pages = new();
    private readonly ColumnChunkWriter _columnChunks;
    private readonly Column[] _columns;
    private ContentHash _content = new([]);
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly List<RowGroup> _rowGroups = [];
    private int _rows;

    /// <summary>Makes a writer; its buffers serve for all its files.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="metadata">Is kept in every file's footer.</param>
    public ParquetWriter(IReadOnlyList<PublishedColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        var keyCoders = new Dictionary<LookupKeys, KeyCoder>();
        _columns = [.. columns.Select(column => new Column(column, keyCoders))];
        _metadata = metadata;
        _columnChunks = new(_pages);
    }

    /// <summary>Takes the same columns of other rows, whose lookups may have other values.</summary>
    public void Bind(IReadOnlyList<PublishedColumn> columns)
    {
        var keyCoders = new Dictionary<LookupKeys, KeyCoder>();
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Bind(columns[i], keyCoders);
    }

    /// <summary>Makes a file.</summary>
    public void Open(string path)
    {
        _rowGroups.Clear();
        _rows = 0;
        foreach (var column in _columns)
            column.Coder.Clear();
        _content = new(_columns.Where(column => !Dataset.AuditColumns.Contains(column.Name)).Select(column => (column.Name, column.SqlType)));
        _pages.Open(path);
        _pages.WriteRaw(ParquetFooter.Magic);
    }

    /// <summary>Adds rows of a chunk.</summary>
    public void Append(DuckDBDataChunk chunk, int from, int count)
    {
        while (count > 0)
        {
            var taken = Math.Min(count, RowGroupRows - _rows);
            foreach (var column in _columns)
                column.Coder.Code(chunk, from, column.Room(_rows, taken));
            (_rows, from, count) = (_rows + taken, from + taken, count - taken);
            if (_rows == RowGroupRows || _columns.Sum(column => column.Coder.Values.Bytes) > RowGroupBytes)
                WriteRowGroup();
        }
    }

    /// <summary>Ends the file and brings it to the disk.</summary>
    public WrittenFile Finish()
    {
        if (_rows > 0)
            WriteRowGroup();
        var footer = ParquetFooter.Of([.. _columns.Select(column => (column.Name, column.Type))], _rowGroups, _metadata);
        _pages.WriteRaw(footer);
        var bytes = _pages.Position;
        return new(_rowGroups.Sum(group => (long)group.Rows), bytes, _content.ToText(), _pages.Finish());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        foreach (var column in _columns)
            column.Dispose();
    }

    private void WriteRowGroup()
    {
        var start = _pages.Position;
        var chunks = new List<ColumnChunk>(_columns.Length);
        var content = 0;
        foreach (var column in _columns)
        {
            var codes = column.Codes(_rows);
            var nulls = codes.Count(ColumnCoder.Null);
            chunks.Add(_columnChunks.Write(column.Type, codes, column.Coder.Values, nulls));
            if (!Dataset.AuditColumns.Contains(column.Name))
                _content.Append(content++, codes, column.Coder.Values);
            column.Coder.Clear();
        }

        _rowGroups.Add(new(start, _rows, chunks));
        _rows = 0;
    }

    private sealed class Column(PublishedColumn column, Dictionary<LookupKeys, KeyCoder> keyCoders) : IDisposable
    {
        private int[] _codes = ArrayPool<int>.Shared.Rent(2048);
        private LookupColumn? _lookup = column.Lookup;

        public string Name { get; } = column.Column.Name;

        public string SqlType { get; } = column.SqlType;

        public PhysicalType Type { get; } = PhysicalType.Of(column.Column);

        public ColumnCoder Coder { get; private set; } = column.Coder(keyCoders);

        public void Bind(PublishedColumn other, Dictionary<LookupKeys, KeyCoder> others)
        {
            if (other.Lookup == _lookup)
                return;
            (_lookup, Coder) = (other.Lookup, other.Coder(others));
        }

        public ReadOnlySpan<int> Codes(int rows) => _codes.AsSpan(0, rows);

        public Span<int> Room(int from, int count)
        {
            if (from + count > _codes.Length)
            {
                var larger = ArrayPool<int>.Shared.Rent(Math.Max(from + count, 2 * _codes.Length));
                _codes.CopyTo(larger, 0);
                ArrayPool<int>.Shared.Return(_codes);
                _codes = larger;
            }

            return _codes.AsSpan(from, count);
        }

        public void Dispose() => ArrayPool<int>.Shared.Return(_codes);
    }
}

/// <summary>Rows of a file that are stored together.</summary>
internal sealed record RowGroup(long At, int Rows, IReadOnlyList<ColumnChunk> Columns);

/// <summary>What was written.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ContentHash">The hash of its data; see <see cref="Partitions.ContentHash"/>.</param>
/// <param name="Sha256">The hash of its bytes.</param>
internal sealed record WrittenFile(long Rows, long Bytes, string ContentHash, string Sha256);
