using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;

namespace UtmAttribution.Comparison;

/// <summary>The columns of a dataset in two outputs: by which its rows are matched, and which of them are compared.</summary>
/// <param name="Key">The columns that match rows.</param>
/// <param name="Compared">The columns that both have beside these, audit columns apart.</param>
/// <param name="OnlyA">Columns that only A has.</param>
/// <param name="OnlyB">Columns that only B has.</param>
/// <param name="AsText">Columns whose types differ, so that they are compared as text.</param>
/// <param name="Texts">Columns that are text in both.</param>
internal sealed record MatchColumns(
    IReadOnlyList<string> Key, IReadOnlyList<string> Compared, IReadOnlyList<string> OnlyA, IReadOnlyList<string> OnlyB,
    IReadOnlySet<string> AsText, IReadOnlySet<string> Texts)
{
    /// <summary>The columns that both have, audit columns apart.</summary>
    public IEnumerable<string> Shared => Key.Concat(Compared);

    /// <summary>Finds them.</summary>
    /// <exception cref="InvalidInputException">An output lacks a column of the key.</exception>
    public static MatchColumns Of(Dataset dataset, IReadOnlyList<DuckDBColumn> a, IReadOnlyList<DuckDBColumn> b)
    {
        var (typesA, typesB) = (Types(a), Types(b));
        Refuse(dataset, typesA, "A");
        Refuse(dataset, typesB, "B");
        var shared = b.Select(column => column.Name).Where(name => typesA.ContainsKey(name) && !Dataset.AuditColumns.Contains(name)).ToList();
        var key = dataset.Key.Count > 0 ? dataset.Key : shared;
        return new(
            key,
            [.. shared.Except(key)],
            [.. Only(a, typesB)],
            [.. Only(b, typesA)],
            shared.Where(name => typesA[name] != typesB[name]).ToHashSet(StringComparer.Ordinal),
            shared.Where(name => typesA[name] == "VARCHAR" && typesB[name] == "VARCHAR").ToHashSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Types(IReadOnlyList<DuckDBColumn> columns) =>
        columns.ToDictionary(column => column.Name, column => column.SqlType, StringComparer.Ordinal);

    private static IEnumerable<string> Only(IReadOnlyList<DuckDBColumn> columns, Dictionary<string, string> other) =>
        columns.Select(column => column.Name).Where(name => !other.ContainsKey(name) && !Dataset.AuditColumns.Contains(name));

    private static void Refuse(Dataset dataset, Dictionary<string, string> types, string side)
    {
        if (dataset.Key.FirstOrDefault(column => !types.ContainsKey(column)) is { } missing)
        {
            throw new InvalidInputException(
                $"{dataset.Name} of {side} has no column '{missing}', which its key needs, so that its rows can't be matched. "
                + "Publish it again with this release of utm, or choose other datasets with --dataset.");
        }
    }
}
