namespace UtmAttribution.Errors;

/// <summary>
/// A database server can't be reached, refuses, or broke off: wrong password, no such host, no TLS, a restart in the middle.
/// Exit code 1.
/// </summary>
/// <param name="message">The message for the user: the server, what it said and what to do. Never a secret.</param>
/// <param name="innerException">The fault behind it.</param>
public sealed class ServerException(string message, Exception innerException) : Exception(message, innerException);
