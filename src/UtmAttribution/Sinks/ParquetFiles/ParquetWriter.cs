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
    // Small enough for one thread of a reader, large enough that a text that returns under every model is stored once.
    private const int RowGroupRows = 8 * 122_880;
    private const long RowGroupBytes = 256L << 20;

    private readonly PageWriter _pages = new();
    private readonly ColumnChunkWriter _columnChunks;
    private readonly CodedColumn[] _columns;
    private Dictionary<LookupKeys, KeyCoder> _keys = [];
    private int[] _codes = [];
    private ContentHash _content = new([]);
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly List<RowGroup> _rowGroups = [];
    private int _rows;

    /// <summary>Makes a writer; its buffers serve for all its files.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="metadata">Is kept in every file's footer.</param>
    public ParquetWriter(IReadOnlyList<PublishedColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        _columns = [.. columns.Select(column => new CodedColumn(column, KeysOf(column, [])))];
        _metadata = metadata;
        _columnChunks = new(_pages);
    }

    /// <summary>Takes the same columns of other rows, whose lookups may have other values.</summary>
    public void Bind(IReadOnlyList<PublishedColumn> columns)
    {
        var before = _keys;
        _keys = [];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Bind(columns[i], KeysOf(columns[i], before));
    }

    /// <summary>Makes a file.</summary>
    public void Open(string path)
    {
        _rowGroups.Clear();
        _rows = 0;
        Clear();
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
            foreach (var keys in _keys.Values)
                keys.Append(chunk, from, taken, _rows);
            foreach (var column in _columns)
                column.Append(chunk, from, taken, _rows);
            (_rows, from, count) = (_rows + taken, from + taken, count - taken);
            if (_rows == RowGroupRows || _columns.Sum(column => column.OwnBytes) > RowGroupBytes)
                WriteRowGroup();
        }
    }

    /// <summary>Ends the file and brings it to the disk.</summary>
    public WrittenFile Finish()
    {
        if (_rows > 0)
            WriteRowGroup();
        var footer = ParquetFooter.Of([.. _columns.Select(column => (column.Name, column.Type))], _rowGroups, _metadata, Compression.Zstandard);
        _pages.WriteRaw(footer);
        var bytes = _pages.Position;
        return new(_rowGroups.Sum(group => (long)group.Rows), bytes, _content.ToText(), _pages.Finish());
    }

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    private void WriteRowGroup()
    {
        var start = _pages.Position;
        var chunks = new List<ColumnChunk>(_columns.Length);
        var content = 0;
        if (_codes.Length < _rows)
            _codes = new int[_rows];
        foreach (var column in _columns)
        {
            var codes = column.Codes(_codes.AsSpan(0, _rows));
            var nulls = codes.Count(ColumnCoder.Null);
            chunks.Add(_columnChunks.Write(column.Type, codes, column.Values, nulls));
            if (!Dataset.AuditColumns.Contains(column.Name))
                _content.Append(content++, codes, column.Values);
        }

        Clear();
        _rowGroups.Add(new(start, _rows, chunks));
        _rows = 0;
    }

    private void Clear()
    {
        foreach (var keys in _keys.Values)
            keys.Clear();
        foreach (var column in _columns)
            column.Clear();
    }

    // The columns of a lookup share the numbers of its keys.
    private KeyCoder? KeysOf(PublishedColumn column, Dictionary<LookupKeys, KeyCoder> before)
    {
        if (column is not { Lookup.Keys: { } keys, Ordinal: { } ordinal })
            return null;
        if (!_keys.TryGetValue(keys, out var coder))
            _keys.Add(keys, coder = before.GetValueOrDefault(keys) ?? new(keys, ordinal));
        return coder;
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
