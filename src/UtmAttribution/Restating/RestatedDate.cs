namespace UtmAttribution.Restating;

/// <summary>A date whose rows were rebuilt, as they had become others than those that were published.</summary>
/// <param name="Date">The date, local; 1970-01-01 for rejected records without one. Of dates before the first that is published only sessions are rebuilt.</param>
/// <param name="Before">What was published of it.</param>
/// <param name="After">What is published now. The same totals where only the rows below them have changed.</param>
public sealed record RestatedDate(DateOnly Date, DayTotals Before, DayTotals After);
