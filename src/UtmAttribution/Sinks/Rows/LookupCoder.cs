using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Turns the keys of a lookup into codes of one of its columns; only values that are met get one.</summary>
/// <param name="column">The lookup's column.</param>
/// <param name="keyOrdinal">The column of the rows that has the key; null where all rows share the lookup's only one.</param>
internal sealed class LookupCoder(LookupColumn column, int? keyOrdinal) : ColumnCoder
{
    private const int NotYet = -2;

    // By the key's place: the code given here.
    private readonly int[] _byPlace = NotYetFor(column.Keys.Places);

    // By the column's own code: the code given here and one more; 0 is none yet.
    private readonly int[] _given = new int[column.Values.Count];
    private readonly Subset _subset = new(column.Values);

    public override DistinctValues Values => _subset;

    public override void Clear()
    {
        Array.Fill(_byPlace, NotYet);
        foreach (var code in _subset.Codes)
            _given[code] = 0;
        _subset.Codes.Clear();
        _subset.BytesOfMembers = 0;
    }

    public override void Code(DuckDBDataChunk chunk, int from, Span<int> codes)
    {
        if (keyOrdinal is not { } ordinal)
        {
            codes.Fill(CodeAt(0));
            return;
        }

        var vector = chunk.Column(ordinal);
        var keys = vector.Values<int>().Slice(from, codes.Length);
        if (!vector.MayHaveNulls)
        {
            for (var row = 0; row < codes.Length; row++)
                codes[row] = CodeAt(keys[row] - column.Keys.First);
            return;
        }

        for (var row = 0; row < codes.Length; row++)
            codes[row] = vector.IsNull(from + row) ? Null : CodeAt(keys[row] - column.Keys.First);
    }

    private static int[] NotYetFor(int places)
    {
        var codes = new int[places];
        Array.Fill(codes, NotYet);
        return codes;
    }

    private int CodeAt(int place)
    {
        // A place that no row of the lookup has is NULL, or a fault.
        if ((uint)place >= (uint)_byPlace.Length)
            return column.CodeAt(place);
        return _byPlace[place] is not NotYet and var code ? code : Add(place);
    }

    private int Add(int place)
    {
        var code = column.CodeAt(place);
        if (code == Null)
            return _byPlace[place] = Null;
        if (_given[code] == 0)
        {
            _subset.Codes.Add(code);
            _subset.BytesOfMembers += column.Values.Bytes / Math.Max(1, column.Values.Count);
            _given[code] = _subset.Codes.Count;
        }

        return _byPlace[place] = _given[code] - 1;
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
