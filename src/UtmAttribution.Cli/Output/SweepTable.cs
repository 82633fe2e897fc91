using System.Data;
using UtmAttribution.Cli.Sweeping;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Output;

/// <summary>A sweep as rows for programs, and as a table for each model for people.</summary>
internal static class SweepTable
{
    private const string None = "(none)";

    /// <summary>The rows of the channels or campaigns that have the most revenue under their model's base.</summary>
    public static IReadOnlyList<SweepRow> Top(IReadOnlyList<SweepRow> rows, int most) => [.. rows.Where(row => (row.BaseRank ?? int.MaxValue) <= most)];

    /// <summary>All figures, a row each; what does not touch a model is NULL. The caller disposes of it.</summary>
    public static DataTable Rows(IReadOnlyList<SweepRow> rows, SweepPlan plan, string currency)
    {
        var table = new DataTable { Columns = { "attribution_model" } };
        string[] keys = plan.ByCampaign ? ["campaign_id", "campaign_name"] : ["channel"];
        foreach (var column in SweepSetting.Names.Concat(keys))
            table.Columns.Add(column);
        foreach (var figure in (string[])["attributed_revenue", "revenue_share_percent", "ad_spend", "roas"])
            table.Columns.Add(figure, typeof(decimal));
        table.Columns.Add("currency");
        table.Columns.Add("rank", typeof(int));
        table.Columns.Add("rank_change", typeof(int));
        foreach (var row in rows)
        {
            object?[] key = plan.ByCampaign ? [row.Key, row.Name] : [row.Key];
            table.Rows.Add(
            [
                row.Model.Name(), .. row.Setting.Texts, .. key, Money(row.Revenue), row.SharePercent, Money(row.Spend), row.Roas, currency, row.Rank, row.BaseRank - row.Rank,
            ]);
        }

        return table;
    }

    /// <summary>Writes a table for each model: a row is a setting, a column a channel or campaign.</summary>
    public static void Write(IReadOnlyList<SweepRow> rows, SweepPlan plan, SettingSweep sweep, Terminal terminal)
    {
        var (up, down) = terminal.Unicode ? ("▲", "▼") : ("+", "-");
        Tables.WriteText(
            $"Share of the revenue of {sweep.Dates.From:yyyy-MM-dd} to {sweep.Dates.To:yyyy-MM-dd} and ROAS (x) by {(plan.ByCampaign ? "campaign" : "channel")}; "
            + $"{up} and {down}: places gained and lost against the first setting.",
            terminal);
        foreach (var model in rows.GroupBy(row => row.Model))
        {
            terminal.Out.WriteLine();
            Write(model.Key, [.. model], (up, down), terminal);
        }
    }

    private static void Write(AttributionModel model, IReadOnlyList<SweepRow> rows, (string Up, string Down) marks, Terminal terminal)
    {
        var settings = rows.Select(row => row.Setting).Distinct().ToList();
        var columns = rows.Where(row => row.Setting == settings[0]).ToList();
        var moved = Enumerable.Range(0, SweepSetting.Names.Count).Where(i => settings.Select(setting => setting.Texts[i]).Distinct().Count() > 1).ToList();
        var table = Tables.Create(
            terminal,
            [(model.Name(), false), .. moved.Select(i => (SweepSetting.Names[i].Replace('_', '-'), true)), .. columns.Select(column => (Heading(column), true))]);
        foreach (var setting in settings)
        {
            var found = rows.Where(row => row.Setting == setting).ToDictionary(row => row.Key ?? "");
            Tables.AddRow(
                table,
                [
                    setting == settings[0] ? "base" : "", .. moved.Select(i => setting.Texts[i]!),
                    .. columns.Select(column => found.TryGetValue(column.Key ?? "", out var row) ? Cell(row, marks) : ""),
                ]);
        }

        Tables.Write(table, terminal);
    }

    private static string Heading(SweepRow row) => row.Name ?? row.Key ?? None;

    private static string Cell(SweepRow row, (string Up, string Down) marks)
    {
        var change = (row.BaseRank - row.Rank) switch
        {
            > 0 and var gained => $" {marks.Up}{gained}",
            < 0 and var lost => $" {marks.Down}{-lost}",
            _ => "",
        };
        return $"{row.SharePercent:0.00} %{(row.Spend == 0 ? "" : $" {row.Roas:0.00}x")}{change}";
    }

    private static decimal Money(long amount) => amount * 0.0001m;
}
