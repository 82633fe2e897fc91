namespace UtmAttribution.Tagging;

/// <summary>One kind of fault in how a shop's links are tagged, with what it costs.</summary>
/// <param name="Name">Its name, such as <c>unfilled_template</c>.</param>
/// <param name="Meaning">What it means, in one line.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Unit">What is counted: <c>visits</c>, <c>sessions</c>, <c>orders</c>, <c>ads</c> or <c>campaigns</c>.</param>
/// <param name="Count">How many show it.</param>
/// <param name="Orders">Conversions of the range with such a visit in their lookback; 0 where the money is spend.</param>
/// <param name="Measure"><c>revenue</c>, the value of these orders, each counted once; or <c>spend</c>.</param>
/// <param name="Money">That money, in the reporting currency.</param>
/// <param name="Items">What shows it, the most money first, then the most in number.</param>
public sealed record TaggingFinding(
    string Name, string Meaning, string Advice, string Unit, long Count, long Orders, string Measure, decimal Money, IReadOnlyList<TaggingItem> Items);

/// <summary>One value, ad or host that shows a fault.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="Count">How many show it, in the finding's unit.</param>
/// <param name="Orders">Conversions with such a visit in their lookback; 0 where the money is spend.</param>
/// <param name="Money">Value of these orders, or spend. An order may be in several items.</param>
/// <param name="Example">The id of an order or ad to look at; null where no order has it.</param>
/// <param name="Nearest">The names that were probably meant, the nearest first; sought for the first items of a finding only.</param>
public sealed record TaggingItem(string What, long Count, long Orders, decimal Money, string? Example, IReadOnlyList<string> Nearest);
