namespace UtmAttribution.Tests.Reference;

/// <summary>
/// The rows that a run publishes of one dataset, each value as canonical text (null is NULL), without the audit columns, sorted by
/// the text of the key columns (by bytes, NULL last) and then of the others.
/// </summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Columns">Its columns in the contract's order.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ReferenceDataset(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows)
{
    internal static ReferenceDataset Sorted(string name, string columns, string key, List<string?[]> rows)
    {
        string[] names = columns.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] order = [.. key.Split(' ').Select(k => Array.IndexOf(names, k)), .. Enumerable.Range(0, names.Length)];
        rows.Sort((a, b) =>
        {
            foreach (var i in order)
            {
                var c = ByteOrder.Compare(a[i], b[i]);
                if (c != 0)
                    return c;
            }
            return 0;
        });
        return new ReferenceDataset(name, names, rows);
    }
}

/// <summary>What a run publishes.</summary>
/// <param name="From">The first published local date.</param>
/// <param name="To">The last published local date, inclusive.</param>
/// <param name="Datasets">The datasets by name.</param>
/// <param name="Ledger">The ledger's totals by name.</param>
public sealed record ReferenceResult(
    DateOnly From,
    DateOnly To,
    IReadOnlyDictionary<string, ReferenceDataset> Datasets,
    IReadOnlyDictionary<string, string> Ledger);
