using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Output;

/// <summary>What checks found, as a table.</summary>
internal static class FindingTable
{
    /// <summary>Writes a row for each: whether all is well, what was looked at, what was found.</summary>
    public static void Write(IEnumerable<Finding> findings, Terminal terminal)
    {
        var table = Tables.Create(terminal, ("", false), ("check", false), ("found", false));
        foreach (var finding in findings)
            Tables.AddRow(table, Mark(finding.Passed, terminal), finding.Check, finding.Found);
        Tables.Write(table, terminal);
    }

    /// <summary>How many failed.</summary>
    public static int Failed(IEnumerable<Finding> findings) => findings.Count(finding => finding.Passed == false);

    private static string Mark(bool? passed, Terminal terminal) => passed switch
    {
        true => terminal.Unicode ? "✓" : "ok",
        false => terminal.Unicode ? "✗" : "NO",
        null => "",
    };
}
