using UtmAttribution.Cli.Explaining;

namespace UtmAttribution.Cli.Output;

/// <summary>The visits that an order tells of: the most recent ones, as many as fit on a screen.</summary>
internal static class VisitTable
{
    private const int MostRows = 8;

    /// <summary>Writes them, where there are any.</summary>
    public static void Write(Explanation explanation, Terminal terminal)
    {
        var visits = explanation.Visits;
        if (visits.Count == 0)
            return;
        var hidden = Math.Max(0, visits.Count - MostRows);
        var table = Tables.Create(terminal, ("visits it tells of", false), ("time", true), ("came with", false), ("remark", false));
        foreach (var visit in visits.Skip(hidden))
        {
            var time = visit.VisitedAt is { } at ? ExplanationText.Time(at.In(explanation.Settings["time-zone"])) : "";
            Tables.AddRow(table, visit.Moment is { } moment ? $"journey, moment {moment}" : visit.FoundIn, time, ExplanationText.CameWith(visit), Remark(visit, terminal));
        }

        Tables.Write(table, terminal);
        if (hidden > 0)
            Tables.WriteText($" and {Figures.Count(hidden, "visits")} before these; --json has all", terminal);
    }

    private static string Remark(ExplainedVisit visit, Terminal terminal)
    {
        var arrow = terminal.Unicode ? "→" : "->";
        var cleaned = visit.Cleaned.Select(value => $"{value.Name} {Shown(value.Raw)} {arrow} {value.Value ?? "none"} ({value.Change})");
        return string.Join("; ", new[] { visit.Remark }.Concat(cleaned).OfType<string>());
    }

    private static string Shown(string raw) => raw.Length == 0 ? "\"\"" : raw.Any(char.IsControl) || raw.Trim() != raw ? $"\"{raw.ReplaceLineEndings(" ").Replace('\t', ' ')}\"" : raw;
}
