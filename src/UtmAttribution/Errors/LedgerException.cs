namespace UtmAttribution.Errors;

/// <summary>
/// A total of the run does not reconcile, or a published folder is not what its manifest says: nothing was published.
/// Exit code 3.
/// </summary>
/// <param name="message">The lines that differ, with both figures.</param>
public sealed class LedgerException(string message) : Exception(message);
