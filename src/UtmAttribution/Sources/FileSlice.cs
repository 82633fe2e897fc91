namespace UtmAttribution.Sources;

/// <summary>Rows of a table that are read in one go.</summary>
/// <param name="Part">Their files.</param>
/// <param name="Condition">Which rows of these; null for all.</param>
internal sealed record FileSlice(TablePart Part, string? Condition = null);
