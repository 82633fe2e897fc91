namespace UtmAttribution.Errors;

/// <summary>
/// An option has a value that no run could use: an unknown time zone, a range that ends before it begins. The message
/// names the option, the value and what is allowed. Exit code 2.
/// </summary>
/// <param name="message">The message for the user.</param>
public sealed class InvalidOptionException(string message) : Exception(message);
