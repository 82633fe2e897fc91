namespace UtmAttribution.Errors;

/// <summary>
/// A model could not be run: the fault is the product's, not the data's. The
/// message names the model and the engine's reason. Exit code 1.
/// </summary>
/// <param name="message">The message for the user.</param>
/// <param name="innerException">The engine's error.</param>
public sealed class ModelException(string message, Exception innerException) : Exception(message, innerException);
