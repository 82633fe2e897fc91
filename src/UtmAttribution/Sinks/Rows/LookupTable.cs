using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Rows;

/// <summary>A <see cref="Lookup"/> in memory.</summary>
internal sealed class LookupTable
{
    private const string OnlyKey = "0::integer";

    private LookupTable(Lookup lookup, IReadOnlyList<LookupColumn> columns) => (Lookup, Columns) = (lookup, columns);

    /// <summary>What it is of.</summary>
    public Lookup Lookup { get; }

    /// <summary>The columns other than the key.</summary>
    public IReadOnlyList<LookupColumn> Columns { get; }

    /// <summary>Reads a lookup.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="lookup">What to read.</param>
    /// <param name="condition">The rows to read; all where null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A key is NULL or not unique.</exception>
    public static LookupTable Load(DuckDBConnection connection, Lookup lookup, string? condition, CancellationToken cancellation)
    {
        var where = condition is null ? "" : $" where {condition}";
        var key = lookup.Key is null ? OnlyKey : Sql.Name(lookup.Key);
        using var result = connection.Query($"select {key}, {Sql.PublishedColumns} from {Sql.Name(lookup.Relation)}{where}", cancellation);
        const int keyOrdinal = 0;
        var ordinals = Enumerable.Range(1, result.Columns.Count - 1).Where(ordinal => result.Columns[ordinal].Name != lookup.Key).ToList();
        var coders = ordinals.ConvertAll(ordinal => ColumnCoder.Of(result.Columns[ordinal], ordinal));
        var codes = ordinals.ConvertAll(_ => new List<int>());
        var keys = new List<int>();
        Span<int> piece = stackalloc int[2048];
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                AddKeys(chunk.Column(keyOrdinal), keys, lookup);
                for (var i = 0; i < coders.Count; i++)
                {
                    coders[i].Code(chunk, 0, piece[..chunk.RowCount]);
                    codes[i].AddRange((ReadOnlySpan<int>)piece[..chunk.RowCount]);
                }
            }
        }

        var rows = new LookupKeys(lookup, keys);
        return new(lookup, [.. ordinals.Select((ordinal, i) => new LookupColumn(rows, result.Columns[ordinal], [.. codes[i]], coders[i].Values))]);
    }

    private static void AddKeys(DuckDBVector vector, List<int> keys, Lookup lookup)
    {
        for (var row = 0; row < vector.Count; row++)
        {
            if (vector.IsNull(row))
                throw LookupKeys.Fault(lookup);
            keys.Add(vector.Value<int>(row));
        }
    }
}
