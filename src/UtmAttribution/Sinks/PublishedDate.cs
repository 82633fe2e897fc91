namespace UtmAttribution.Sinks;

/// <summary>What a target knows of a date that is published there.</summary>
/// <param name="BatchId">The run that published it last, or found last that it is as it would publish it.</param>
/// <param name="Options">What that run was told, by name.</param>
/// <param name="Source">A hash of what of the source decided its rows; null where that run noted none.</param>
public sealed record PublishedDate(string BatchId, IReadOnlyDictionary<string, string> Options, string? Source);
