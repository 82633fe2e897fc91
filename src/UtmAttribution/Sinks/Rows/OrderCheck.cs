using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Sees that rows come in the order that their dataset promises: by date, then by the sort columns, all of them whole numbers.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="ordinals">Where its columns are.</param>
internal sealed class OrderCheck(Dataset dataset, IReadOnlyDictionary<string, int> ordinals)
{
    private readonly int[] _ordinals = [.. dataset.SortColumns.Prepend(dataset.DateColumn).Select(column => ordinals[column])];
    private long[] _last = [];

    /// <summary>Looks at the next rows.</summary>
    /// <exception cref="InvalidOperationException">A row should stand before the one that it follows.</exception>
    public void Verify(DuckDBDataChunk chunk)
    {
        var columns = Array.ConvertAll(_ordinals, ordinal => Numbers(chunk.Column(ordinal)));
        for (var row = 0; row < chunk.RowCount; row++)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var before = row > 0 ? columns[i][row - 1] : _last.Length > 0 ? _last[i] : long.MinValue;
                if (columns[i][row] > before)
                    break;
                if (columns[i][row] < before)
                    throw new InvalidOperationException($"The rows of {dataset.Name} are not in the order of {string.Join(", ", dataset.SortColumns)}, as they should have been made.");
            }
        }

        if (chunk.RowCount > 0)
            _last = Array.ConvertAll(columns, column => column[^1]);
    }

    private static long[] Numbers(DuckDBVector vector) => vector.Type is DuckDBType.Integer or DuckDBType.Date
        ? Array.ConvertAll(vector.Values<int>().ToArray(), number => (long)number)
        : vector.Values<long>().ToArray();
}
