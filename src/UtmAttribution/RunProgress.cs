namespace UtmAttribution;

/// <summary>Where a run is: reported at the start of every stage and a few times a second while one lasts.</summary>
/// <param name="Stage">The stage, such as <c>load orders</c>, <c>sessions</c>, <c>publish utm_sessions</c>.</param>
/// <param name="Done">What is done of the stage, in <paramref name="Unit"/>.</param>
/// <param name="Total">What there is to do, or null where that is not known.</param>
/// <param name="Unit">What is counted: <c>rows</c>, <c>files</c> or <c>%</c>.</param>
public sealed record RunProgress(string Stage, long Done, long? Total, string Unit);
