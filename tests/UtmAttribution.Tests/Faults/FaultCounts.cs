using System.Globalization;

namespace UtmAttribution.Tests.Faults;

/// <summary>Counts results as a table.</summary>
internal static class FaultCounts
{
    /// <summary>The lines of the tables: by fault and outcome, and by point and fault.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FaultResult> results)
    {
        var met = results.Where(result => result.IsMet).ToList();
        return
        [
            $"{results.Count} runs, {met.Count} of them met their fault, {met.Count(result => result.Case.Fault is Fault.Kill or Fault.Terminate or Fault.Interrupt)} a signal; "
                + $"{results.Sum(result => result.Reads)} reads of a date meanwhile; {results.Count(result => result.Faults.Count > 0)} runs with something wrong; "
                + $"{results.Count(result => result.Earlier is null)} times the same command again, undisturbed",
            "",
            Row("fault", [.. Enum.GetNames<Outcome>(), "all"]),
            .. Enum.GetValues<Fault>().Select(fault => Row($"{fault}", [.. Counts(met.Where(result => result.Case.Fault == fault), Enum.GetValues<Outcome>(), result => result.Outcome)])),
            "",
            Row("command, targets", [.. Enum.GetNames<Outcome>(), "all"]),
            .. met.GroupBy(result => $"{result.Case.Command} {result.Case.Targets}").OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Row(group.Key, [.. Counts(group, Enum.GetValues<Outcome>(), result => result.Outcome)])),
            "",
            Row("point", [.. Enum.GetNames<Fault>(), "all"]),
            .. met.GroupBy(result => result.Case.IsAnywhere ? "anywhere" : $"{result.Case.Activity}, {result.Case.Moment}").OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Row(group.Key, [.. Counts(group, Enum.GetValues<Fault>(), result => result.Case.Fault)])),
        ];
    }

    private static IEnumerable<string> Counts<T>(IEnumerable<FaultResult> results, IEnumerable<T> columns, Func<FaultResult, T> columnOf)
        where T : notnull
    {
        var counts = results.CountBy(columnOf).ToDictionary();
        return columns.Select(column => counts.GetValueOrDefault(column)).Append(counts.Values.Sum()).Select(count => count.ToString(CultureInfo.InvariantCulture));
    }

    private static string Row(string name, IReadOnlyList<string> cells) => $"{name,-32}{string.Concat(cells.Select(cell => $"{cell,17}"))}";
}
