namespace UtmAttribution.Tests.Reference;

/// <summary>The contract calls this input an error: the run refuses it and publishes nothing.</summary>
public sealed class ReferenceException(string message) : Exception(message);
