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

            var neighbours = columns.Skip(at).TakeWhile(other => other.Lookup?.Keys == column.Lookup.Keys).ToList();
            parts.Add(new LookupPart(column.Ordinal, neighbours.ConvertAll(neighbour => neighbour.Lookup!)));
            at += neighbours.Count;
        }

        return [.. parts];
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
        private const int Digits = 32;
        private static readonly UInt128 SignBit = UInt128.One << 127;

        private DuckDBVector _vector;

        public override void Bind(DuckDBDataChunk chunk) => _vector = chunk.Column(ordinal);

        public override void Write(int row, CopyBuffer to)
        {
            if (_vector.IsNull(row))
            {
                to.Add(CopyValue.Null);
                return;
            }

            // The engine turns the highest bit so that numbers sort as texts do.
            Span<byte> bytes = stackalloc byte[Digits / 2];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, _vector.Value<UInt128>(row) ^ SignBit);
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

    private sealed class LookupPart(int? keyOrdinal, IReadOnlyList<LookupColumn> columns) : CopyPart
    {
        private readonly byte[] _nulls = [.. Enumerable.Repeat(CopyValue.Null, columns.Count).SelectMany(bytes => bytes)];
        private readonly byte[]?[] _cells = new byte[]?[columns[0].Keys.Places];
        private DuckDBVector _keys;

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
                to.Add(Cells(keyOrdinal is null ? 0 : _keys.Value<int>(row) - columns[0].Keys.First));
        }

        private byte[] Cells(int place) =>
            (uint)place < (uint)_cells.Length ? _cells[place] ??= Encode(place) : Encode(place);

        private byte[] Encode(int place)
        {
            var cells = new MemoryStream();
            foreach (var column in columns)
            {
                var code = column.CodeAt(place);
                if (code == ColumnCoder.Null)
                {
                    cells.Write(CopyValue.Null);
                    continue;
                }

                var isText = column.Column.Type is DuckDBType.Varchar or DuckDBType.Uuid;
                var cell = new byte[isText ? CopyValue.LengthBytes + column.Values.Text(code).Length : CopyValue.MostFixedBytes];
                var length = isText
                    ? CopyValue.WriteText(column.Values.Text(code), cell)
                    : CopyValue.WriteFixed(column.Column, column.Values.Number(code), cell);
                cells.Write(cell, 0, length);
            }

            return cells.ToArray();
        }
    }
}
