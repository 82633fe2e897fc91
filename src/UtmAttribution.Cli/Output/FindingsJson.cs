using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Output;

/// <summary>What checks found, for programs.</summary>
/// <param name="Passed">Whether none failed.</param>
/// <param name="Findings">What each found.</param>
internal sealed record FindingsJson(bool Passed, IReadOnlyList<Finding> Findings)
{
    /// <summary>Writes it.</summary>
    public static void Write(IReadOnlyList<Finding> findings, TextWriter writer) =>
        PlainJson.Write(new(FindingTable.Failed(findings) == 0, findings), PlainJson.Readable.FindingsJson, writer);
}
