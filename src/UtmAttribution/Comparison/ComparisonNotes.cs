using System.Globalization;
using UtmAttribution.Options;

namespace UtmAttribution.Comparison;

/// <summary>What makes two outputs hard to compare, said in sentences.</summary>
internal static class ComparisonNotes
{
    // What differs between any two runs, or follows from others.
    private static readonly string[] NoRules = ["batch_id", "from", "to", "currency_decimals", "utm_attribution_version"];

    /// <summary>What is odd about the outputs, and the options in which the runs that published them last differ.</summary>
    public static IEnumerable<string> OfOutputs(ComparedOutput a, ComparedOutput b)
    {
        foreach (var note in a.Notes)
            yield return $"A: {note}.";
        foreach (var note in b.Notes)
            yield return $"B: {note}.";
        if (a.Options.Count == 0 || b.Options.Count == 0)
            yield break;
        foreach (var name in a.Options.Keys.Union(b.Options.Keys).Except(NoRules).Order(StringComparer.Ordinal))
        {
            var (inA, inB) = (a.Options.GetValueOrDefault(name), b.Options.GetValueOrDefault(name));
            if (inA != inB)
                yield return $"The last runs differ in {name}: {Value(inA)} in A, {Value(inB)} in B.";
        }
    }

    /// <summary>Says that a dataset has rows in one output only.</summary>
    public static IEnumerable<string> OfMissing(DatasetDifference dataset)
    {
        if (dataset is { RowsA: 0, RowsB: > 0 })
            yield return $"{dataset.Dataset} is in B only.";
        if (dataset is { RowsA: > 0, RowsB: 0 })
            yield return $"{dataset.Dataset} is in A only.";
    }

    /// <summary>Says which dates one output lacks; datasets that lack the same are said together.</summary>
    public static IEnumerable<string> OfDates(IReadOnlyList<(string Dataset, IReadOnlyList<DateOnly> A, IReadOnlyList<DateOnly> B)> datasets)
    {
        var missing = datasets.SelectMany(dataset => new[]
        {
            (dataset.Dataset, Side: "A", Dates: DateRanges.Text(dataset.A.Except(dataset.B))),
            (dataset.Dataset, Side: "B", Dates: DateRanges.Text(dataset.B.Except(dataset.A))),
        });
        foreach (var group in missing.Where(one => one.Dates.Length > 0).GroupBy(one => (one.Side, one.Dates), one => one.Dataset))
        {
            var names = group.ToList();
            yield return $"Dates in {group.Key.Side} only: {string.Join(", ", names)} {(names.Count == 1 ? "has" : "have")} {group.Key.Dates}; their rows are counted, but their places are not shown.";
        }
    }

    private static string Value(string? option) => option switch
    {
        null => "unknown",
        "" => "none",
        _ => RunMetadata.Shown(option),
    };
}
