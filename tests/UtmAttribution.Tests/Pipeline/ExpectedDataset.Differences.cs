using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

internal sealed partial record ExpectedDataset
{
    private const int MostShown = 5;

    /// <summary>What differs, headings and order of the rows too: how many rows, and the first of them; empty where nothing does.</summary>
    public IReadOnlyList<string> Differences(List<string> expected, List<string> found)
    {
        if (expected.SequenceEqual(found, StringComparer.Ordinal))
            return [];
        if (expected[0] != found[0])
            return [$"{Name}: the columns {expected[0]} are expected, {found[0]} found"];

        var (missing, extra) = (Rows(expected.Except(found, StringComparer.Ordinal)), Rows(found.Except(expected, StringComparer.Ordinal)));
        if (missing.Count + extra.Count == 0)
            return [$"{Name}: the rows are the expected ones, but some come twice or in another order"];
        return
        [
            $"{Name}: {expected.Count - 1} rows expected, {found.Count - 1} found; {missing.Count} are not as expected:",
            .. missing.Take(MostShown).Select(row => extra.TryGetValue(row.Key, out var other)
                ? $"  {row.Key}: {Changed(row.Value, other)}"
                : $"  missing: {Said(row.Value)}"),
            .. extra.Where(row => !missing.ContainsKey(row.Key)).Take(MostShown).Select(row => $"  unexpected: {Said(row.Value)}"),
        ];

        Dictionary<string, IReadOnlyList<(string Column, string Value)>> Rows(IEnumerable<string> lines)
        {
            var table = ReferenceTable.FromCsv(string.Join('\n', lines.Prepend(expected[0])));
            var rows = new Dictionary<string, IReadOnlyList<(string, string)>>(StringComparer.Ordinal);
            foreach (var row in table.Rows)
                rows[string.Join(", ", Key.Select(column => $"{column} {table.Value(row, column) ?? "NULL"}"))] = [.. table.Columns.Zip(row.Select(value => value ?? "NULL"))];
            return rows;
        }
    }

    private static string Changed(IReadOnlyList<(string Column, string Value)> expected, IReadOnlyList<(string Column, string Value)> found) =>
        string.Join("; ", expected.Zip(found).Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First.Column} {pair.First.Value} expected, {pair.Second.Value} found"));

    private static string Said(IReadOnlyList<(string Column, string Value)> row) =>
        string.Join(", ", row.Where(value => value.Value != "NULL").Select(value => $"{value.Column} {value.Value}"));
}
