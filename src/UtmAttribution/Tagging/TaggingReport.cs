namespace UtmAttribution.Tagging;

/// <summary>The quality of a shop's tracking, as its own orders and ads show it.</summary>
/// <param name="From">First local date, inclusive.</param>
/// <param name="To">Last local date, inclusive.</param>
/// <param name="TimeZone">The reporting time zone.</param>
/// <param name="Currency">The reporting currency.</param>
/// <param name="Orders">Conversions of these dates.</param>
/// <param name="Revenue">Their value.</param>
/// <param name="Sessions">Sessions that start on these dates, or lie in the lookback of these orders.</param>
/// <param name="Spend">Used ad spend of these dates.</param>
/// <param name="Findings">All kinds of fault, found or not, always in the same order.</param>
/// <param name="Warnings">What a person should know of the source, a sentence each.</param>
public sealed record TaggingReport(
    DateOnly From, DateOnly To, string TimeZone, string Currency, long Orders, decimal Revenue, long Sessions, decimal Spend,
    IReadOnlyList<TaggingFinding> Findings, IReadOnlyList<string> Warnings);
