using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Rows;

/// <summary>A <see cref="Sinks.Lookup"/> in memory, which serves for the rows of one date after the other: touching new memory for each takes longer than to fill it.</summary>
/// <param name="lookup">What it is of.</param>
internal sealed class LookupTable(Lookup lookup)
{
    private const string OnlyKey = "0::integer";
    private const int KeyOrdinal = 0;

    private readonly List<int> _keys = [];
    private List<(int Ordinal, ColumnCoder Coder, List<int> Codes)> _columns = [];

    /// <summary>What it is of.</summary>
    public Lookup Lookup => lookup;

    /// <summary>The columns other than the key, good until other rows are read.</summary>
    public IReadOnlyList<LookupColumn> Columns { get; private set; } = [];

    /// <summary>Reads rows; those before are forgotten.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="condition">The rows to read; all where null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A key is NULL or not unique.</exception>
    public void Load(DuckDBConnection connection, string? condition, CancellationToken cancellation)
    {
        var where = condition is null ? "" : $" where {condition}";
        var key = lookup.Key is null ? OnlyKey : Sql.Name(lookup.Key);
        using var result = connection.Query($"select {key}, {Sql.PublishedColumns} from {Sql.Name(lookup.Relation)}{where}", cancellation);
        Clear(result.Columns);
        Span<int> piece = stackalloc int[2048];
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                AddKeys(chunk.Column(KeyOrdinal));
                foreach (var (_, coder, codes) in _columns)
                {
                    coder.Code(chunk, 0, piece[..chunk.RowCount]);
                    codes.AddRange((ReadOnlySpan<int>)piece[..chunk.RowCount]);
                }
            }
        }

        var keys = new LookupKeys(lookup, _keys);
        Columns = _columns.ConvertAll(column => new LookupColumn(keys, result.Columns[column.Ordinal], column.Codes, column.Coder.Values));
    }

    private void Clear(IReadOnlyList<DuckDBColumn> columns)
    {
        _keys.Clear();
        if (_columns.Count == 0)
        {
            _columns = Enumerable.Range(1, columns.Count - 1).Where(ordinal => columns[ordinal].Name != lookup.Key).Select(
                ordinal => (ordinal, ColumnCoder.Of(columns[ordinal], ordinal), new List<int>())).ToList();
        }

        foreach (var (_, coder, codes) in _columns)
        {
            coder.Clear();
            codes.Clear();
        }
    }

    private void AddKeys(DuckDBVector vector)
    {
        for (var row = 0; row < vector.Count; row++)
        {
            if (vector.IsNull(row))
                throw LookupKeys.Fault(lookup);
            _keys.Add(vector.Value<int>(row));
        }
    }
}
