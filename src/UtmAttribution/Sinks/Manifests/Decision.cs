namespace UtmAttribution.Sinks.Manifests;

/// <summary>What remains to be done for a publication that is decided, besides moving its files into place.</summary>
/// <param name="BatchId">The run.</param>
/// <param name="Removals">Files of dates that have no rows any more, relative to the target.</param>
internal sealed record Decision(string BatchId, IReadOnlyList<string> Removals);
