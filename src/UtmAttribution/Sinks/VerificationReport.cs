namespace UtmAttribution.Sinks;

/// <summary>What the verification of a published folder found.</summary>
/// <param name="Files">Files that were read.</param>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Findings">What is not as it should be, a sentence each, naming the file; empty where all is well.</param>
public sealed record VerificationReport(int Files, long Rows, IReadOnlyList<string> Findings)
{
    /// <summary>Whether nothing was found.</summary>
    public bool Passed => Findings.Count == 0;
}
