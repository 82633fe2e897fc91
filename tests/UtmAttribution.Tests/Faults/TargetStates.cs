namespace UtmAttribution.Tests.Faults;

/// <summary>The states that a target may be seen in: the one before, and one after each run that nothing disturbs.</summary>
/// <param name="states">In order; each has what <see cref="Contents"/> gives.</param>
internal sealed class TargetStates(IReadOnlyList<SortedDictionary<string, string>> states)
{
    /// <summary>The one before.</summary>
    public SortedDictionary<string, string> Before => states[0];

    /// <summary>The one after all.</summary>
    public SortedDictionary<string, string> After => states[^1];

    /// <summary>Whether a target is as a whole in one of the states, as all datasets of a database are.</summary>
    public bool HasWhole(SortedDictionary<string, string> found) => states.Any(found.SequenceEqual);

    /// <summary>Whether a date of a dataset is as in one of the states; null: it is not there.</summary>
    public bool Has(string dated, string? found) => states.Any(state => state.GetValueOrDefault(dated) == found);

    /// <summary>Whether all datasets of a date are as in one of the states.</summary>
    public bool HasDate(string date, SortedDictionary<string, string> found) =>
        states.Any(state => OfDate(state, date).SequenceEqual(OfDate(found, date)));

    /// <summary>What is wrong with a folder: a file of no state, or more than one date with files of several.</summary>
    public IEnumerable<string> FaultsOfFolder(SortedDictionary<string, string> found)
    {
        var dated = states.SelectMany(state => state.Keys).Concat(found.Keys).Distinct().ToList();
        var mixed = dated.Select(DateOf).Distinct().Where(date => !HasDate(date, found)).ToList();
        return
        [
            .. from key in dated where !Has(key, found.GetValueOrDefault(key)) select $"{key} is of no state",
            .. mixed.Count > 1 ? [$"several dates are of more than one state: {string.Join(", ", mixed)}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The date in <c>dataset/date</c>.</summary>
    public static string DateOf(string dated) => dated.Split('/')[1];

    private static IEnumerable<KeyValuePair<string, string>> OfDate(SortedDictionary<string, string> state, string date) => state.Where(dated => DateOf(dated.Key) == date);
}
