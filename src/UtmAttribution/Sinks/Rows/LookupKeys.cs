namespace UtmAttribution.Sinks.Rows;

/// <summary>Where the rows of a lookup are, by key. A key's place is its distance from the smallest.</summary>
internal sealed class LookupKeys
{
    /// <summary>No row has the key.</summary>
    public const int NoRow = -1;

    private readonly Lookup _lookup;
    private readonly int[] _rows;

    /// <summary>Finds the places.</summary>
    /// <param name="lookup">The lookup.</param>
    /// <param name="keys">The key of each row.</param>
    /// <exception cref="InvalidOperationException">A key is not unique.</exception>
    public LookupKeys(Lookup lookup, List<int> keys)
    {
        _lookup = lookup;
        First = keys.Count == 0 ? 0 : keys.Min();
        _rows = new int[keys.Count == 0 ? 0 : keys.Max() - First + 1];
        Array.Fill(_rows, NoRow);
        for (var row = 0; row < keys.Count; row++)
        {
            ref var place = ref _rows[keys[row] - First];
            place = place == NoRow ? row : throw Fault(lookup);
        }
    }

    /// <summary>The smallest key.</summary>
    public int First { get; }

    /// <summary>How many places there are.</summary>
    public int Places => _rows.Length;

    /// <summary>The fault of keys that name no row or several.</summary>
    public static InvalidOperationException Fault(Lookup lookup) =>
        new($"'{lookup.Relation}' has rows whose '{lookup.Key}' is NULL or not unique: rows would be lost or doubled.");

    /// <summary>The row at a place, <see cref="NoRow"/> where a partial lookup has none.</summary>
    /// <exception cref="InvalidOperationException">The lookup has no such key and should.</exception>
    public int RowAt(int place)
    {
        var row = (uint)place < (uint)_rows.Length ? _rows[place] : NoRow;
        return row != NoRow || _lookup.IsPartial
            ? row
            : throw new InvalidOperationException($"'{_lookup.Relation}' has no row whose '{_lookup.Key}' is {First + place}.");
    }
}
