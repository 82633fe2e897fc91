using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Comparison;

/// <summary><c>utm diff</c> between the sample's published folder and copies of it that were changed.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class DiffCommandTests(SampleRun run)
{
    private const string Performance = "utm_ad_hourly_performance";
    private const string Mapping = "utm_order_mapping";
    private const string Sessions = "utm_sessions";
    private const string Day = "2025-03-04";

    /// <summary>A change of one date's rows, then rows changed, removed, added; the place, its rows and columns, and its money.</summary>
    public static TheoryData<string, string, string, string, string> Changes => new()
    {
        {
            Performance, "select * replace (case when ad_id = '120212000060222000' and hour_start = 8 then ad_spend + 1.5 else ad_spend end as ad_spend) from rows",
            "1 0 0", "2025-03-04 08:00|Spring | Retargeting | DE v2|1 0 0|ad_spend", "ad_spend 4.4837 5.9837"
        },
        {
            // NULL in the key: no campaign, no ad.
            Performance, "select * replace (case when utm_campaign = 'March' and hour_start = 10 then 7 else utm_revenue end as utm_revenue) from rows",
            "1 0 0", "2025-03-04 10:00|March|1 0 0|utm_revenue", "utm_revenue 55.0000 7.0000"
        },
        {
            Performance, "select * from rows where utm_campaign is distinct from 'March' or hour_start <> 10",
            "0 1 0", "2025-03-04 10:00|March|0 1 0|", "utm_revenue 55.0000 0.0000; attributed_revenue 55.0000 0.0000"
        },
        {
            Performance, "from rows union all select * replace ('new' as utm_campaign, 23 as hour_start) from rows where utm_campaign = 'March' and hour_start = 10",
            "0 0 1", "2025-03-04 23:00|new|0 0 1|", "utm_revenue 0.0000 55.0000; attributed_revenue 0.0000 55.0000"
        },
        {
            Mapping, "select * replace (case when order_id = '5510001140277' and attribution_model = 'linear' then attributed_revenue + 0.5 else attributed_revenue end as attributed_revenue) from rows",
            "1 0 0", "2025-03-04 08:00|Spring | Retargeting | DE v2|1 0 0|attributed_revenue", "attributed_revenue, linear 19.4500 19.9500"
        },
        {
            Performance, "select * replace (now() as created_at, now() as updated_at, 'other' as batch_id, 'other' as utm_batch_id) from rows",
            "0 0 0", "", ""
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_changed_is_found_where_it_is_with_its_columns_and_its_money(string dataset, string change, string rows, string place, string money)
    {
        using var few = new OutputCopy(run.Out, OutputCopy.FewDates, dataset);
        using var changed = new OutputCopy(run.Out, OutputCopy.FewDates, dataset);
        changed.Change(dataset, Day, change);

        var diff = Diff(few.Path, changed.Path, "--dataset", dataset);
        Assert.Equal(rows == "0 0 0" ? ExitCodes.Done : ExitCodes.Different, diff.ExitCode);
        Assert.Equal(rows, Counts(diff.Root.GetProperty("datasets")[0]));
        var places = diff.Root.GetProperty("places").EnumerateArray().ToList();
        Assert.Equal(place.Length == 0 ? 0 : 1, places.Count);
        if (places is [var only])
        {
            Assert.Equal(place, $"{Text(only, "date")} {only.GetProperty("hour").GetInt32():00}:00|{Text(only, "campaign")}|{Counts(only)}|{string.Join(',', only.GetProperty("columns").EnumerateArray())}");
            Assert.Equal(money, Money(only));
        }
    }

    [Fact]
    public void A_session_that_moved_to_another_campaign_leaves_one_place_and_comes_to_another()
    {
        using var few = new OutputCopy(run.Out, OutputCopy.FewDates, Sessions);
        using var changed = new OutputCopy(run.Out, OutputCopy.FewDates, Sessions);
        changed.Change(Sessions, Day, "select * replace (case when session_id = 13621835899394360 then '412345678' else campaign_id end as campaign_id) from rows");

        var diff = Diff(few.Path, changed.Path);

        Assert.Equal("1 0 0", Counts(diff.Root.GetProperty("datasets")[0]));
        Assert.Equal(
            ["120210000010007000: 1 0 0 conversion_value 49.9500 0.0000", "412345678: 1 0 0 conversion_value 0.0000 49.9500"],
            diff.Root.GetProperty("places").EnumerateArray().Select(place => $"{Text(place, "campaign_id")}: {Counts(place)} {Money(place)}"));
    }

    [Fact]
    public void What_only_one_has_is_said()
    {
        using var a = new OutputCopy(run.Out, OutputCopy.FewDates, Performance, Mapping, "utm_daily_summary", "utm_rejects");
        using var b = new OutputCopy(run.Out, OutputCopy.FewDates, Performance, "utm_hourly_metrics", "utm_daily_summary", "utm_rejects");
        foreach (var date in new[] { "2025-03-01", "2025-03-02", "2025-03-09" })
        {
            Directory.Delete(b.Date(Performance, date), recursive: true);
            Directory.Delete(b.Date("utm_daily_summary", date), recursive: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(b.Path, "utm_rejects")))
            b.Change("utm_rejects", Path.GetFileName(folder)["date_start=".Length..], "select * exclude (detail), 7 as score from rows");

        var diff = Diff(a.Path, b.Path, "--to", "2025-03-09");

        Assert.Equal(ExitCodes.Different, diff.ExitCode);
        Assert.Equal(
            [
                "utm_order_mapping is in A only.",
                "utm_hourly_metrics is in B only.",
                "utm_rejects has columns in A only, which are not compared: detail.",
                "utm_rejects has columns in B only, which are not compared: score.",
                "Dates in A only: utm_ad_hourly_performance, utm_daily_summary have 2025-03-01 to 2025-03-02, 2025-03-09; their rows are counted, but their places are not shown.",
            ],
            diff.Root.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
        Assert.Equal(0, diff.Root.GetProperty("places").GetArrayLength());
        Assert.Equal(ExitCodes.Done, Diff(a.Path, b.Path, "--dataset", Performance, "--from", "2025-03-03", "--to", "2025-03-08").ExitCode);
    }

    [Fact]
    public void Other_types_are_compared_as_text_and_rows_with_one_key_in_order()
    {
        using var a = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_daily_summary");
        using var b = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_daily_summary");
        a.Change("utm_daily_summary", Day, "from rows union all from (select * replace (total_sessions + 1 as total_sessions) from rows order by all limit 2)");
        b.Change("utm_daily_summary", Day, "from rows union all from (select * replace (total_sessions + 1 as total_sessions) from rows order by all limit 1)");
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(b.Path, "utm_daily_summary")))
            b.Change("utm_daily_summary", Path.GetFileName(folder)["date_start=".Length..], "select * replace (total_clicks::varchar as total_clicks) from rows");

        var diff = Diff(a.Path, b.Path);

        Assert.Equal("0 1 0", Counts(diff.Root.GetProperty("datasets")[0]));
        Assert.Equal(
            [
                "utm_daily_summary has columns of different types, which are compared as text: total_clicks.",
                "utm_daily_summary has rows with the same key, though a key should have one: they are matched in the order of their values.",
            ],
            diff.Root.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
    }

    [Fact]
    public void On_a_terminal_it_shows_rows_money_columns_and_the_places_that_differ_most()
    {
        using var changed = new OutputCopy(run.Out, "*", Performance);
        changed.Change(Performance, Day, """
            select * replace (case when ad_id = '120212000060222000' and hour_start = 8 then ad_spend + 1.5 else ad_spend end as ad_spend) from rows
            where utm_campaign is distinct from 'March' or hour_start <> 10
            """);

        var diff = ToolRun.Of("diff", run.Out, changed.Path, "--dataset", Performance, "--top", "1", "--quiet");

        Assert.Equal((ExitCodes.Different, ""), (diff.ExitCode, diff.Error));
        Assert.Equal($"""
            A  {run.Out}
            B  {changed.Path}

             dataset                    rows in A  rows in B    same  changed  removed  added
            ──────────────────────────────────────────────────────────────────────────────────
             utm_ad_hourly_performance     29,611     29,610  29,609        1        1      0

             dataset                    money                      in A         in B  difference
            ─────────────────────────────────────────────────────────────────────────────────────
             utm_ad_hourly_performance  ad_spend            23,121.5105  23,123.0105       +1.50
             utm_ad_hourly_performance  utm_revenue          128,749.18   128,694.18      -55.00
             utm_ad_hourly_performance  attributed_revenue   114,073.04   114,018.04      -55.00
            The other sum of money is the same.

             dataset                    columns that differ, and in how many rows
            ──────────────────────────────────────────────────────────────────────
             utm_ad_hourly_performance  ad_spend 1

             date and hour     the place that differs most, of 2
            ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
             2025-03-04 10:00  utm_ad_hourly_performance, March
                               1 removed of 1 row; utm_revenue 55.00 → 0.00 (-55.00); attributed_revenue 55.00 → 0.00 (-55.00)

            A and B are DIFFERENT.

            """.ReplaceLineEndings("\n"), diff.Output);
    }

    [Fact]
    public void CSV_has_a_row_for_each_place()
    {
        using var few = new OutputCopy(run.Out, OutputCopy.FewDates, Performance);
        using var changed = new OutputCopy(run.Out, OutputCopy.FewDates, Performance);
        changed.Change(Performance, Day, "select * from rows where utm_campaign is distinct from 'March' or hour_start <> 10");

        var diff = ToolRun.Of("diff", few.Path, changed.Path, "--dataset", Performance, "--format", "csv", "--quiet");

        Assert.Equal(
            "dataset,date,hour,campaign_id,campaign,rows_a,rows_b,changed,removed,added,columns,money,money_a,money_b,difference\n"
            + "utm_ad_hourly_performance,2025-03-04,10,,March,1,0,0,1,0,\"\",utm_revenue,55.0000,0.0000,-55.0000\n", diff.Output);
    }

    [Fact]
    public void Trouble_is_exit_code_2_with_one_message()
    {
        using var broken = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_daily_summary");
        File.WriteAllText(Path.Combine(broken.Date("utm_daily_summary", Day), "part-0.parquet"), "no parquet, but long enough to look like a file");
        using var keyless = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_hourly_metrics");
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(keyless.Path, "utm_hourly_metrics")))
            keyless.Change("utm_hourly_metrics", Path.GetFileName(folder)["date_start=".Length..], "select * exclude (adset_name) from rows");

        Refused($"error: There is no folder '{run.Out}-not'. Name the folder that 'utm run --out' published into.", run.Out, run.Out + "-not");
        Refused($"error: The datasets in '{broken.Path}' cannot be read: ", run.Out, broken.Path, "--dataset", "utm_daily_summary");
        Refused("error: utm_hourly_metrics of B has no column 'adset_name', which its key needs, so that its rows can't be matched.", run.Out, keyless.Path, "--dataset", "utm_hourly_metrics");
        Refused($"error: {run.Out}, batch 1: no row of that batch is there.", run.Out, run.Out, "--batch-b", "1", "--dataset", "utm_daily_summary");
        Refused("error: Neither A nor B has utm_sessions. Nothing was compared", broken.Path, broken.Path, "--dataset", "utm_sessions");
        Refused("error: The engine ran out of memory comparing, at its limit of --memory 1MB", run.Out, run.Out, "--memory", "1MB");
        Refused("error: PostgreSQL at localhost:1, database 'shop': no server listens there.", run.Out, "postgresql://localhost:1/shop");
        Refused("error: --schema: both A and B are folders, which have no schemas; leave it out", run.Out, run.Out, "--schema", "x");
        Refused("error: --schema-b: B is a folder, which has no schemas; leave it out", run.Out, run.Out, "--schema-b", "x");
        Refused("error: --from: 2025-03-02 is after --to 2025-03-01", run.Out, run.Out, "--from", "2025-03-02", "--to", "2025-03-01");
        Refused("error: --dataset: \"utm_session\" is unknown; did you mean \"utm_sessions\"?", run.Out, run.Out, "--dataset", "utm_session");
        Refused("error: --json: given together with another --format; give one of them", run.Out, run.Out, "--json", "--format", "csv");
        Refused("error: B is missing: the same, to compare with A; see utm diff --help", run.Out);
    }

    [Fact]
    public void A_script_tells_same_different_and_trouble_apart()
    {
        using var few = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_daily_summary");
        using var changed = new OutputCopy(run.Out, OutputCopy.FewDates, "utm_daily_summary");
        Directory.Delete(changed.Date("utm_daily_summary", Day), recursive: true);
        string[] daily = ["--dataset", "utm_daily_summary", "--json", "--quiet"];
        (int ExitCode, string Output, string Error) Utm(string b)
        {
            using var tool = ToolProcess.Start(null, ["diff", few.Path, b, .. daily]);
            return ToolProcess.Finish(tool);
        }

        var (same, different, trouble) = (Utm(few.Path), Utm(changed.Path), Utm(changed.Path + "-not"));

        Assert.Equal((0, 1, 2), (same.ExitCode, different.ExitCode, trouble.ExitCode));
        Assert.Equal(("", "", ""), (same.Error, different.Error, trouble.Output));
        Assert.True(Parse(same.Output).GetProperty("are_same").GetBoolean());
        Assert.False(Parse(different.Output).GetProperty("are_same").GetBoolean());
    }

    private static void Refused(string message, params string[] arguments)
    {
        var diff = ToolRun.Of(["diff", .. arguments, "--quiet"]);
        Assert.Equal((ExitCodes.Trouble, ""), (diff.ExitCode, diff.Output));
        Assert.StartsWith(message, diff.Error, StringComparison.Ordinal);
    }

    private static (int ExitCode, JsonElement Root) Diff(params string[] arguments)
    {
        var diff = ToolRun.Of(["diff", .. arguments, "--json", "--quiet"]);
        Assert.True(diff.ExitCode is ExitCodes.Done or ExitCodes.Different, diff.Error);
        return (diff.ExitCode, Parse(diff.Output));
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Counts(JsonElement element) =>
        $"{element.GetProperty("changed").GetInt64()} {element.GetProperty("removed").GetInt64()} {element.GetProperty("added").GetInt64()}";

    private static string Money(JsonElement place) => string.Join(
        "; ", place.GetProperty("money").EnumerateArray().Select(sum => $"{Text(sum, "measure")} {sum.GetProperty("a").GetRawText()} {sum.GetProperty("b").GetRawText()}"));
}
