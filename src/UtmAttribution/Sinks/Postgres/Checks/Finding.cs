namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>What one check of a schema found.</summary>
/// <param name="Check">The check, such as <c>mappings without a session</c>.</param>
/// <param name="Passed">Whether all is well; null where it only says something.</param>
/// <param name="Found">What was found, in words.</param>
public sealed record Finding(string Check, bool? Passed, string Found);
