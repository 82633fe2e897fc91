namespace UtmAttribution.Errors;

/// <summary>
/// The machine, or the limits that the run was given, do not suffice: memory, or room to spill to. Nothing was published. Exit
/// code 1.
/// </summary>
/// <param name="message">The message for the user: what ran out, where, and what to give.</param>
/// <param name="innerException">The fault behind it.</param>
public sealed class ResourceException(string message, Exception innerException) : Exception(message, innerException);
