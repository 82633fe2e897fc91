using System.Runtime.InteropServices;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Turns the keys of a lookup into codes of one of its columns; only values that are met get one.</summary>
/// <param name="column">The lookup's column.</param>
/// <param name="keys">Numbers the rows' keys; null where all rows share the lookup's only one.</param>
internal sealed class LookupCoder(LookupColumn column, KeyCoder? keys)
{
    // By the key's number: the code given here.
    private readonly List<int> _byNumber = [];

    // By the column's own code: the code given here and one more; 0 is none yet.
    private readonly int[] _given = new int[column.Values.Count];
    private readonly Subset _subset = new(column.Values);

    /// <summary>What the codes since the last <see cref="Clear"/> mean.</summary>
    public DistinctValues Values => _subset;

    /// <summary>Starts anew: codes count from 0 again.</summary>
    public void Clear()
    {
        _subset.Clear(_given);
        _byNumber.Clear();
    }

    /// <summary>Codes all rows whose keys have been numbered.</summary>
    /// <param name="codes">One code a row, <see cref="ColumnCoder.Null"/> for NULL.</param>
    public void Code(Span<int> codes)
    {
        if (keys is null)
        {
            codes.Fill(Given(column.CodeAt(0)));
            return;
        }

        while (_byNumber.Count < keys.Count)
            _byNumber.Add(Given(column.CodeOf(keys.Row(_byNumber.Count))));
        var numbers = keys.Numbers(codes.Length);
        var byNumber = CollectionsMarshal.AsSpan(_byNumber);
        for (var row = 0; row < codes.Length; row++)
            codes[row] = numbers[row] == ColumnCoder.Null ? ColumnCoder.Null : byNumber[numbers[row]];
    }

    private int Given(int code)
    {
        if (code == ColumnCoder.Null)
            return ColumnCoder.Null;
        if (_given[code] == 0)
            _given[code] = _subset.Add(code);
        return _given[code] - 1;
    }

    /// <summary>The values that are met, in that order.</summary>
    private sealed class Subset(DistinctValues whole) : DistinctValues
    {
        private readonly List<int> _codes = [];
        private readonly List<ulong> _hashes = [];

        public override int Count => _codes.Count;

        public override long Bytes => _codes.Count * (whole.Bytes / Math.Max(1, whole.Count));

        public override ReadOnlySpan<ulong> Hashes => CollectionsMarshal.AsSpan(_hashes);

        public override long Number(int code) => whole.Number(_codes[code]);

        public override ReadOnlySpan<byte> Text(int code) => whole.Text(_codes[code]);

        public int Add(int code)
        {
            _codes.Add(code);
            _hashes.Add(whole.Hashes[code]);
            return _codes.Count;
        }

        public void Clear(int[] given)
        {
            foreach (var code in _codes)
                given[code] = 0;
            _codes.Clear();
            _hashes.Clear();
        }
    }
}
