using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Turns the keys of a lookup into codes of one of its columns; only values that are met get one.</summary>
/// <param name="column">The lookup's column.</param>
/// <param name="keyOrdinal">The column of the rows that has the key; null where all rows share the lookup's only one.</param>
internal sealed class LookupCoder(LookupColumn column, int? keyOrdinal) : ColumnCoder
{
    // By the column's own code: the code given here and one more; 0 is none yet.
    private readonly int[] _given = new int[column.Values.Count];
    private readonly Subset _subset = new(column.Values);

    public override DistinctValues Values => _subset;

    public override void Clear()
    {
        foreach (var code in _subset.Codes)
            _given[code] = 0;
        _subset.Codes.Clear();
        _subset.BytesOfMembers = 0;
    }

    public override void Code(DuckDBDataChunk chunk, int from, Span<int> codes)
    {
        if (keyOrdinal is not { } ordinal)
        {
            var only = column.CodeOf(0);
            codes.Fill(only == Null ? Null : CodeFor(only));
            return;
        }

        var vector = chunk.Column(ordinal);
        var keys = vector.Values<int>().Slice(from, codes.Length);
        for (var row = 0; row < codes.Length; row++)
        {
            var code = vector.MayHaveNulls && vector.IsNull(from + row) ? Null : column.CodeOf(keys[row]);
            codes[row] = code == Null ? Null : CodeFor(code);
        }
    }

    private int CodeFor(int code) => _given[code] is > 0 and var given ? given - 1 : Add(code);

    private int Add(int code)
    {
        _subset.Codes.Add(code);
        _subset.BytesOfMembers += column.Values.Bytes / Math.Max(1, column.Values.Count);
        return (_given[code] = _subset.Codes.Count) - 1;
    }

    private sealed class Subset(DistinctValues whole) : DistinctValues
    {
        public List<int> Codes { get; } = [];

        public long BytesOfMembers { get; set; }

        public override int Count => Codes.Count;

        public override long Bytes => BytesOfMembers;

        public override long Number(int code) => whole.Number(Codes[code]);

        public override ReadOnlySpan<byte> Text(int code) => whole.Text(Codes[code]);

        public override ulong Hash(int code) => whole.Hash(Codes[code]);
    }
}
