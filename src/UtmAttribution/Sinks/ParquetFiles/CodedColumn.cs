using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>
/// A column of the row group at hand. Of values that the rows themselves have, the codes are kept; of those from a lookup only what
/// its keys are, which all its columns share.
/// </summary>
internal sealed class CodedColumn
{
    private readonly ColumnCoder? _own;
    private LookupCoder? _lookup;
    private LookupColumn? _lookupColumn;
    private int[] _codes = [];

    /// <summary>Makes a column.</summary>
    /// <param name="column">Where its values are.</param>
    /// <param name="keys">Numbers the keys of its lookup; null where it has none, or one of a single row.</param>
    public CodedColumn(PublishedColumn column, KeyCoder? keys)
    {
        Name = column.Column.Name;
        SqlType = column.SqlType;
        Type = PhysicalType.OfPublished(column.Column);
        if (column.Lookup is null)
            _own = ColumnCoder.Of(column.Column, column.Ordinal!.Value);
        Bind(column, keys);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Its type as it is published.</summary>
    public string SqlType { get; }

    /// <summary>How it is stored.</summary>
    public PhysicalType Type { get; }

    /// <summary>What the codes mean.</summary>
    public DistinctValues Values => _own?.Values ?? _lookup!.Values;

    /// <summary>Bytes of the values that no lookup holds.</summary>
    public long OwnBytes => _own?.Values.Bytes ?? 0;

    /// <summary>Takes the same column of other rows, whose lookup may have other values.</summary>
    public void Bind(PublishedColumn column, KeyCoder? keys)
    {
        if (column.Lookup is null || column.Lookup == _lookupColumn)
            return;
        (_lookupColumn, _lookup) = (column.Lookup, new(column.Lookup, keys));
    }

    /// <summary>Adds rows of a chunk.</summary>
    /// <param name="chunk">The rows.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="at">How many rows there are already.</param>
    public void Append(DuckDBDataChunk chunk, int from, int count, int at)
    {
        if (_own is null)
            return;
        if (_codes.Length < at + count)
            Array.Resize(ref _codes, Math.Max(at + count, 2 * _codes.Length));
        _own.Code(chunk, from, _codes.AsSpan(at, count));
    }

    /// <summary>The codes of all rows so far.</summary>
    /// <param name="room">Where they may be put: one a row.</param>
    public ReadOnlySpan<int> Codes(Span<int> room)
    {
        if (_own is not null)
            return _codes.AsSpan(0, room.Length);
        _lookup!.Code(room);
        return room;
    }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _own?.Clear();
        _lookup?.Clear();
    }
}
