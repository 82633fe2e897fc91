namespace UtmAttribution.Errors;

/// <summary>The target cannot be written: no permission, no space left. Dates already published stay as they were. Exit code 1.</summary>
/// <param name="message">The message for the user: the target, the fault and what to do.</param>
/// <param name="innerException">The fault behind it.</param>
public sealed class PublishException(string message, Exception? innerException = null) : Exception(message, innerException);
