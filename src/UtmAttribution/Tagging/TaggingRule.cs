namespace UtmAttribution.Tagging;

/// <summary>How one kind of fault is found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Hits">
/// The select that finds it, with a row for each thing and each order of the range that has it in its lookback: <c>what</c> it is in
/// words, <c>name</c> to look for near ones of (or NULL), <c>thing</c> that is counted, <c>order_place</c> (or NULL), <c>spend</c> in
/// 10^-4 (or NULL), <c>example</c> (or NULL: the least of the orders' ids).
/// </param>
internal sealed record TaggingRule(string Name, string Meaning, string Advice, string Unit, string Hits)
{
    /// <summary>Whether the money is spend; else it is revenue.</summary>
    public bool IsOfSpend { get; init; }

    /// <summary>The select that gives the names among which near ones are sought; null where none are.</summary>
    public string? Names { get; init; }
}
