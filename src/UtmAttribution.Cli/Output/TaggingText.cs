using UtmAttribution.Tagging;

namespace UtmAttribution.Cli.Output;

/// <summary>How links are tagged, for people: all findings with their money, then each with its largest items.</summary>
internal static class TaggingText
{
    /// <summary>Writes it to stdout.</summary>
    public static void Write(TaggingReport report, Terminal terminal)
    {
        terminal.Out.WriteLine($"Tagging from {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}, {report.TimeZone}");
        Tables.WriteText(
            $"{Figures.Count(report.Orders, "orders")} worth {Figures.Amount(report.Revenue)} {report.Currency}, {Figures.Count(report.Sessions, "sessions")}, "
            + $"ad spend {Figures.Amount(report.Spend)} {report.Currency}",
            terminal);
        terminal.Out.WriteLine();
        var overview = Tables.Create(terminal, ("finding", false), ("found", true), ("", false), ("orders", true), ("money", true), ("", false), ("share", true));
        foreach (var finding in report.Findings)
        {
            Tables.AddRow(
                overview, finding.Name, Figures.Count(finding.Count), finding.Unit, finding.Measure == "spend" ? "" : Figures.Count(finding.Orders),
                Figures.Amount(finding.Money), finding.Measure, Share(finding, report));
        }

        Tables.Write(overview, terminal);
        foreach (var finding in report.Findings.Where(finding => finding.Count > 0))
            Write(finding, terminal);
        foreach (var warning in report.Warnings)
        {
            terminal.Out.WriteLine();
            Tables.WriteText($"warning: {warning}", terminal);
        }
    }

    /// <summary>Writes CSV with a row for each item.</summary>
    public static void WriteCsv(TaggingReport report, TextWriter writer)
    {
        CsvRows.WriteLine(writer, ["finding", "what", "unit", "count", "orders", "measure", "money", "example", "nearest"]);
        foreach (var (finding, item) in report.Findings.SelectMany(finding => finding.Items.Select(item => (finding, item))))
        {
            CsvRows.WriteLine(writer, new object?[]
            {
                finding.Name, item.What, finding.Unit, item.Count, item.Orders, finding.Measure, item.Money, item.Example, string.Join("; ", item.Nearest),
            }.Select(CellText.Of));
        }
    }

    private static void Write(TaggingFinding finding, Terminal terminal)
    {
        terminal.Out.WriteLine();
        Tables.WriteText($"{finding.Name}: {finding.Meaning}", terminal);
        Tables.WriteText($"What to do: {finding.Advice}", terminal);
        if (finding.Items.Count == 0)
            return;
        var ofSpend = finding.Measure == "spend";
        var table = Tables.Create(terminal, ("what", false), (finding.Unit, true), (finding.Measure, true), (ofSpend ? "" : "such as order", false));
        foreach (var item in finding.Items)
        {
            var nearest = item.Nearest.Count == 0 ? "" : $"; meant: {string.Join(", ", item.Nearest)}?";
            Tables.AddRow(table, CellText.OneLine(item.What + nearest), Figures.Count(item.Count), Figures.Amount(item.Money), ofSpend ? "" : CellText.OneLine(item.Example ?? "-"));
        }

        Tables.Write(table, terminal);
    }

    private static string Share(TaggingFinding finding, TaggingReport report)
    {
        var all = finding.Measure == "spend" ? report.Spend : report.Revenue;
        return all == 0 ? "-" : $"{finding.Money / all * 100:0.0} %";
    }
}
