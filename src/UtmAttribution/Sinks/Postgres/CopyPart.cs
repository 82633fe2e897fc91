using System.Buffers;
using System.Buffers.Binary;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A part of every row: one column of the rows themselves, or neighbouring columns of one lookup.</summary>
internal abstract class CopyPart
{
    /// <summary>The parts that make a row of published columns.</summary>
    public static CopyPart[] Of(IReadOnlyList<PublishedColumn> columns)
    {
        var parts = new List<CopyPart>();
        for (var at = 0; at < columns.Count;)
        {
            var column = columns[at];
            if (column.Lookup is null)
            {
                parts.Add(column.Column.Type switch
                {
                    DuckDBType.Varchar => new TextPart(column.Ordinal!.Value),
                    DuckDBType.Uuid => new HexPart(column.Ordinal!.Value),
                    _ => new FixedPart(column.Column, column.Ordinal!.Value),
                });
                at++;
                continue;
            }

            var neighbours = columns.Skip(at).TakeWhile(other => other.Lookup?.Keys == column.Lookup.Keys).Count();
            parts.Add(new LookupPart(column.Ordinal, at, neighbours));
            at += neighbours;
        }

        return [.. parts];
    }

    /// <summary>Takes the lookups of the rows that are written next.</summary>
    /// <param name="columns">The same columns as those that the parts were made of; their lookups may be others.</param>
    public virtual void Use(IReadOnlyList<PublishedColumn> columns)
    {
    }

    /// <summary>Takes the rows that are written next.</summary>
    public abstract void Bind(DuckDBDataChunk chunk);

    /// <summary>Writes the part of one row.</summary>
    public abstract void Write(int row, CopyBuffer to);

    private sealed class TextPart(int ordinal) : CopyPart
    {
        private DuckDBVector _vector;

        public override void Bind(DuckDBDataChunk chunk) => _vector = chunk.Column(ordinal);

        public override void Write(int row, CopyBuffer to)
        {
            if (_vector.IsNull(row))
            {
                to.Add(CopyValue.Null);
                return;
            }

            var text = _vector.Utf8(row);
            to.Advance(CopyValue.WriteText(text, to.Room(CopyValue.LengthBytes + text.Length)));
        }
    }

    private sealed class HexPart(int ordinal) : CopyPart
    {
        private const int Digits = 2 * CopyValue.UuidBytes;

        private DuckDBVector _vector;

        public override void Bind(DuckDBDataChunk chunk) => _vector = chunk.Column(ordinal);

        public override void Write(int row, CopyBuffer to)
        {
            if (_vector.IsNull(row))
            {
                to.Add(CopyValue.Null);
                return;
            }

            Span<byte> bytes = stackalloc byte[CopyValue.UuidBytes];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, CopyValue.Uuid(_vector.Value<UInt128>(row)));
            var room = to.Room(CopyValue.LengthBytes + Digits);
            BinaryPrimitives.WriteInt32BigEndian(room, Digits);
            Convert.TryToHexStringLower(bytes, room[CopyValue.LengthBytes..], out _);
            to.Advance(room.Length);
        }
    }

    private sealed class FixedPart(DuckDBColumn column, int ordinal) : CopyPart
    {
        private DuckDBVector _vector;

        public override void Bind(DuckDBDataChunk chunk) => _vector = chunk.Column(ordinal);

        public override void Write(int row, CopyBuffer to)
        {
            if (_vector.IsNull(row))
                to.Add(CopyValue.Null);
            else
                to.Advance(CopyValue.WriteFixed(column, CopyValue.Raw(column, _vector, row), to.Room(CopyValue.MostFixedBytes)));
        }
    }

    /// <summary>What a key stands for is encoded when it is first met, behind what the keys before it stand for.</summary>
    private sealed class LookupPart(int? keyOrdinal, int firstColumn, int columns) : CopyPart
    {
        private readonly byte[] _nulls = [.. Enumerable.Repeat(CopyValue.Null, columns).SelectMany(bytes => bytes)];
        private readonly ArrayBufferWriter<byte> _encoded = new();
        private LookupColumn[] _columns = [];
        private (int Start, int Length)[] _cells = [];
        private DuckDBVector _keys;

        public override void Use(IReadOnlyList<PublishedColumn> published)
        {
            if (_columns.Length > 0 && _columns[0] == published[firstColumn].Lookup)
                return;
            _columns = [.. Enumerable.Range(firstColumn, columns).Select(column => published[column].Lookup!)];
            var places = _columns[0].Keys.Places;
            if (_cells.Length < places)
                _cells = new (int, int)[places];
            else
                Array.Clear(_cells);
            _encoded.ResetWrittenCount();
        }

        public override void Bind(DuckDBDataChunk chunk)
        {
            if (keyOrdinal is { } ordinal)
                _keys = chunk.Column(ordinal);
        }

        public override void Write(int row, CopyBuffer to)
        {
            if (keyOrdinal is not null && _keys.IsNull(row))
                to.Add(_nulls);
            else
                to.Add(Cells(keyOrdinal is null ? 0 : _keys.Value<int>(row) - _columns[0].Keys.First));
        }

        private ReadOnlySpan<byte> Cells(int place)
        {
            if ((uint)place >= (uint)_columns[0].Keys.Places)
            {
                // NULL in a partial lookup, else a fault.
                _columns[0].Keys.RowAt(place);
                return _nulls;
            }

            ref var cells = ref _cells[place];
            if (cells.Length == 0)
                cells = Encode(place);
            return _encoded.WrittenSpan.Slice(cells.Start, cells.Length);
        }

        private (int Start, int Length) Encode(int place)
        {
            var start = _encoded.WrittenCount;
            var lookedUp = _columns[0].Keys.RowAt(place);
            foreach (var column in _columns)
            {
                var code = column.CodeOf(lookedUp);
                if (code == ColumnCoder.Null)
                {
                    _encoded.Write(CopyValue.Null);
                }
                else if (column.Column.Type is DuckDBType.Varchar or DuckDBType.Uuid)
                {
                    var text = column.Values.Text(code);
                    _encoded.Advance(CopyValue.WriteText(text, _encoded.GetSpan(CopyValue.LengthBytes + text.Length)));
                }
                else
                {
                    _encoded.Advance(CopyValue.WriteFixed(column.Column, column.Values.Number(code), _encoded.GetSpan(CopyValue.MostFixedBytes)));
                }
            }

            return (start, _encoded.WrittenCount - start);
        }
    }
}
