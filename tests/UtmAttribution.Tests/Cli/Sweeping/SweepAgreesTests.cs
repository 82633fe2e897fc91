using UtmAttribution.Sinks;
using Row = System.Collections.Generic.IReadOnlyDictionary<string, string?>;

namespace UtmAttribution.Tests.Cli.Sweeping;

/// <summary>A sweep's figures are those of full runs with the same options.</summary>
public sealed class SweepAgreesTests(SweptShop shop) : IClassFixture<SweptShop>
{
    private static readonly string[] Models = ["first_click", "last_click", "last_non_direct_click", "linear", "position_based", "time_decay"];
    private static readonly string[] Rules = ["--time-zone", "America/New_York", "--from", "2025-03-05", "--to", "2025-03-25", "--shop-host", "shop.example"];

    [Fact]
    public void Revenue_and_spend_by_channel_are_those_of_runs_whatever_the_setting()
    {
        string[] rules = [.. Rules, "--primary-model", "time_decay"];
        var swept = shop.Sweep([
            .. rules, "--lookback", "30d,5d", "--session-timeout", "30m,3h", "--touchpoints", "campaign,all", "--half-life", "7d,12h", "--position", "40,20,40;10,20,70",
        ]);

        foreach (var setting in (string[][])[["30d", "30m", "campaign", "7d", "40,20,40"], ["5d", "3h", "all", "12h", "10,20,70"], ["30d", "3h", "campaign", "12h", "10,20,70"]])
        {
            using var published = shop.Run([
                .. rules, "--lookback", setting[0], "--session-timeout", setting[1], "--touchpoints", setting[2], "--half-life", setting[3], "--position", setting[4],
            ]);
            foreach (var model in Models)
                Assert.Equal(Revenue(published, model, "channel"), Figures(Of(swept, model, setting), "channel", "attributed_revenue"));
            // What the primary model is touched by decides who shares an ad's hour.
            Assert.Equal(Spend(published, "channel"), Figures(Of(swept, "time_decay", setting), "channel", "ad_spend"));
        }
    }

    [Fact]
    public void By_campaign_and_over_all_dates_they_are_too()
    {
        var swept = shop.Sweep("--by", "campaign", "--session-timeout", "30m,2h", "--models", "last_click,linear");
        using var published = shop.Run("--session-timeout", "2h", "--models", "last_click,linear");

        foreach (var model in (string[])["last_click", "linear"])
        {
            var rows = Of(swept, model, ["30d", "2h", "campaign", null, null]);
            Assert.Equal(Revenue(published, model, "campaign_id"), Figures(rows, "campaign_id", "attributed_revenue"));
            Assert.Equal(Spend(published, "campaign_id"), Figures(rows, "campaign_id", "ad_spend"));
        }
    }

    [Fact]
    public void A_model_is_repeated_only_for_what_touches_it_and_shares_ranks_and_ROAS_follow_from_the_sums()
    {
        var swept = shop.Sweep("--half-life", "1d,7d,14d", "--position", "40,20,40;0,0,100", "--touchpoints", "campaign,all");

        Assert.Equal(
            ["first_click 2", "last_click 2", "last_non_direct_click 1", "linear 2", "position_based 4", "time_decay 6"],
            swept.GroupBy(row => row["attribution_model"]).Select(rows => $"{rows.Key} {rows.Select(SettingOf).Distinct().Count()}"));
        foreach (var rows in swept.GroupBy(row => (row["attribution_model"], SettingOf(row))))
        {
            var firstRows = Base(swept, rows.Key.Item1!);
            var total = rows.Sum(row => decimal.Parse(row["attributed_revenue"]!));
            var ordered = rows.OrderByDescending(row => decimal.Parse(row["attributed_revenue"]!)).ThenBy(row => row["channel"], StringComparer.Ordinal).ToList();
            Assert.Equal(ordered.Select(row => row["channel"]), rows.OrderBy(row => int.Parse(row["rank"]!)).Select(row => row["channel"]));
            Assert.All(rows, row =>
            {
                var (revenue, spend) = (decimal.Parse(row["attributed_revenue"]!), decimal.Parse(row["ad_spend"]!));
                Assert.Equal(Math.Round(100 * revenue / total, 4, MidpointRounding.AwayFromZero), decimal.Parse(row["revenue_share_percent"]!));
                Assert.Equal(spend == 0 ? 0 : Math.Round(revenue / spend, 4, MidpointRounding.AwayFromZero), decimal.Parse(row["roas"]!));
                // A channel that has nothing under the base has no place there.
                var first = firstRows.Find(other => other["channel"] == row["channel"]);
                Assert.Equal(first is null ? null : $"{int.Parse(first["rank"]!) - int.Parse(row["rank"]!)}", row["rank_change"]);
            });
        }
    }

    // The rows of a model, where a setting touches it.
    private static List<Row> Of(IReadOnlyList<Row> swept, string model, string?[] setting) =>
    [
        .. swept.Where(row => row["attribution_model"] == model && row["lookback"] == setting[0] && row["session_timeout"] == setting[1]
            && (row["touchpoints"] ?? setting[2]) == setting[2] && (row["half_life"] ?? setting[3]) == setting[3] && (row["position"] ?? setting[4]) == setting[4]),
    ];

    // The rows of a model's first setting.
    private static List<Row> Base(IReadOnlyList<Row> swept, string model)
    {
        var first = SettingOf(swept.First(row => row["attribution_model"] == model));
        return [.. swept.Where(row => row["attribution_model"] == model && SettingOf(row) == first)];
    }

    private static string SettingOf(Row row) => string.Join('|', row["lookback"], row["session_timeout"], row["touchpoints"], row["half_life"], row["position"]);

    private static List<string> Figures(List<Row> rows, string key, string figure) =>
        [.. rows.Where(row => decimal.Parse(row[figure]!) != 0).Select(row => $"{row[key] ?? "-"} {row[figure]}").Order(StringComparer.Ordinal)];

    private static List<string> Revenue(PublishedDatasets published, string model, string key) => Lines(
        published, $"select {key}, sum(attributed_revenue)::decimal(18, 4) as figure from utm_order_mapping where attribution_model = '{model}' group by all having sum(attributed_revenue) <> 0");

    private static List<string> Spend(PublishedDatasets published, string key) => Lines(
        published, $"select {key}, sum(ad_spend)::decimal(18, 4) as figure from utm_ad_hourly_performance group by all having sum(ad_spend) <> 0");

    private static List<string> Lines(PublishedDatasets published, string sql)
    {
        using var reader = published.Connection.ExecuteReader($"select concat(coalesce(#1, '-'), ' ', figure) from ({sql})");
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        Assert.NotEmpty(lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
