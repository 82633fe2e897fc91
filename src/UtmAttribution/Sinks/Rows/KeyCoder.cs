using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Numbers the keys that rows have, from 0, once for all columns of their lookup.</summary>
/// <param name="keys">Where the lookup's rows are.</param>
/// <param name="ordinal">The column of the rows that has the key.</param>
internal sealed class KeyCoder(LookupKeys keys, int ordinal)
{
    private const int NotYet = -2;

    private readonly int[] _byPlace = NotYetFor(keys.Places);
    private readonly List<int> _places = [];
    private int[] _numbers = new int[2048];

    /// <summary>How many keys have a number.</summary>
    public int Count => _places.Count;

    /// <summary>The numbers of the keys of the rows so far, <see cref="ColumnCoder.Null"/> where there is none.</summary>
    /// <param name="rows">How many rows there are.</param>
    public ReadOnlySpan<int> Numbers(int rows) => _numbers.AsSpan(0, rows);

    /// <summary>The lookup's row of a number, <see cref="LookupKeys.NoRow"/> where a partial lookup has none.</summary>
    public int Row(int number) => keys.RowAt(_places[number]);

    /// <summary>Adds rows of a chunk.</summary>
    /// <param name="chunk">The rows.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="at">How many rows there are already.</param>
    public void Append(DuckDBDataChunk chunk, int from, int count, int at)
    {
        if (_numbers.Length < at + count)
            Array.Resize(ref _numbers, Math.Max(at + count, 2 * _numbers.Length));
        var vector = chunk.Column(ordinal);
        var values = vector.Values<int>().Slice(from, count);
        var mayHaveNulls = vector.MayHaveNulls;
        for (var row = 0; row < count; row++)
            _numbers[at + row] = mayHaveNulls && vector.IsNull(from + row) ? ColumnCoder.Null : NumberAt(values[row] - keys.First);
    }

    /// <summary>Starts anew: numbers count from 0 again.</summary>
    public void Clear()
    {
        foreach (var place in _places)
            _byPlace[place] = NotYet;
        _places.Clear();
    }

    private static int[] NotYetFor(int places)
    {
        var numbers = new int[places];
        Array.Fill(numbers, NotYet);
        return numbers;
    }

    private int NumberAt(int place)
    {
        if ((uint)place >= (uint)_byPlace.Length)
        {
            // NULL in a partial lookup, else a fault.
            keys.RowAt(place);
            return ColumnCoder.Null;
        }

        if (_byPlace[place] == NotYet)
        {
            _byPlace[place] = _places.Count;
            _places.Add(place);
        }

        return _byPlace[place];
    }
}
