using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace UtmAttribution.DuckDb;

/// <summary>
/// A result row by row, as .NET's data tools take it. DATE comes as <see cref="DateOnly"/>, TIMESTAMP as <see cref="DateTime"/>
/// (with a time zone: of kind UTC), HUGEINT as <see cref="System.Numerics.BigInteger"/>, LIST as <c>List&lt;object?&gt;</c>, STRUCT and
/// MAP as dictionaries.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Readers are called so.")]
[SuppressMessage("Design", "CA1010", Justification = "DbDataReader enumerates records without a type.")]
public sealed partial class DuckDBDataReader : DbDataReader
{
    private readonly DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private int _row = -1;
    private bool _peeked;
    private bool _hadRows;
    private bool _ended;
    private bool _closed;

    internal DuckDBDataReader(DuckDBResult result) => _result = result;

    /// <summary>The columns with their DuckDB types.</summary>
    public IReadOnlyList<DuckDBColumn> Columns => _result.Columns;

    /// <inheritdoc/>
    public override int FieldCount => Columns.Count;

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <summary>The rows that the statement changed; −1 for a query.</summary>
    public override int RecordsAffected => _result.ChangesRows ? (int)Math.Min(_result.RowsChanged, int.MaxValue) : -1;

    /// <inheritdoc/>
    public override bool HasRows => _hadRows || Peek();

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    /// <exception cref="DuckDBException">The query fails while it works.</exception>
    /// <exception cref="OperationCanceledException">The query's token was cancelled.</exception>
    public override bool Read()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_peeked)
        {
            _peeked = false;
            _row = 0;
            return true;
        }

        if (_chunk is not null && ++_row < _chunk.RowCount)
            return true;
        if (!NextChunk())
            return false;
        _row = 0;
        return true;
    }

    /// <summary>There is no next result; what is left of this one is dropped.</summary>
    public override bool NextResult()
    {
        _peeked = false;
        _chunk?.Dispose();
        _chunk = null;
        _row = -1;
        _ended = true;
        _result.Dispose();
        return false;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (_closed)
            return;
        _closed = true;
        _chunk?.Dispose();
        _result.Dispose();
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
        base.Dispose(disposing);
    }

    private bool Peek() => _peeked || (_peeked = _chunk is null && NextChunk());

    private bool NextChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        _row = -1;
        if (_ended)
            return false;
        do
        {
            _chunk = _result.FetchChunk();
        }
        while (_chunk is { RowCount: 0 });
        _hadRows |= _chunk is not null;
        return _chunk is not null;
    }

    private DuckDBVector Vector(int ordinal)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_chunk is null || _row < 0)
            throw new InvalidOperationException("There is no current row: call Read first, and stop when it gives false.");
        CheckOrdinal(ordinal);
        return _chunk.Column(ordinal);
    }

    private void CheckOrdinal(int ordinal)
    {
        if ((uint)ordinal >= (uint)FieldCount)
            throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, $"The result has {FieldCount} columns.");
    }
}
