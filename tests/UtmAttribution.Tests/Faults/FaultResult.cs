namespace UtmAttribution.Tests.Faults;

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Point">Where it was.</param>
/// <param name="IsMet">Whether the run came there: what is meant for a moment within may be over by then.</param>
/// <param name="Outcome">How the targets were found.</param>
/// <param name="Reads">How often a reader read a date meanwhile.</param>
/// <param name="ExitCode">How the tool ended.</param>
/// <param name="Error">What it said.</param>
/// <param name="Faults">What was wrong.</param>
/// <param name="Earlier">The attempt before it, whose traces it met; null where it was the first.</param>
internal sealed record FaultResult(
    FaultCase Case, FaultPoint Point, bool IsMet, Outcome Outcome, int Reads, int ExitCode, string Error, IReadOnlyList<string> Faults, FaultResult? Earlier)
{
    /// <summary>All of it, for a person to look into.</summary>
    public override string ToString() =>
        $"{Case.Command} to {Case.Targets}, {Case.Fault} {Point}: found {Outcome}, exit code {ExitCode}, {string.Join("; ", Faults)}. It said: {Error.Trim()}"
        + (Earlier is null ? "" : $" It came after: {Earlier}");
}

/// <summary>How targets are found after a fault.</summary>
internal enum Outcome
{
    /// <summary>All as before.</summary>
    Before,

    /// <summary>Some dates, or one of two targets, as before, others as after.</summary>
    Between,

    /// <summary>All as after.</summary>
    After,
}
