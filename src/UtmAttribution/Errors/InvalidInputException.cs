namespace UtmAttribution.Errors;

/// <summary>
/// The data, or where they lie, are not what the contract asks for: a missing column, a broken file, an unparsable rule.
/// The message says what was found, where, what was expected and what to do. Exit code 1.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Makes the error with a message for the user.</summary>
    public InvalidInputException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with a message for the user and the fault behind it.</summary>
    public InvalidInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
