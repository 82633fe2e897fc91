namespace UtmAttribution.Errors;

/// <summary>A file of the run's own can't be written; <see cref="ResourceException"/> says it to the user.</summary>
/// <param name="fault">What the system says.</param>
internal sealed class SpillException(Exception fault) : IOException(fault.Message, fault);
