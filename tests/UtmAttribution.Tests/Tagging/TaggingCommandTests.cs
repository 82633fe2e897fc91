using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Tagging;

/// <summary><c>utm tagging</c>: each kind of fault, by hand, and on the sample against what a run publishes of it.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class TaggingCommandTests(SampleRun run, TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Expected = """
        finding,what,unit,count,orders,measure,money,example,nearest
        unfilled_template,utm_campaign = {{x}},visits,1,1,revenue,130.0000,13,""
        unfilled_template,utm_campaign = {campaign},visits,1,1,revenue,120.0000,12,""
        unfilled_template,utm_campaign = {{campaign.name}},visits,3,2,revenue,30.0000,1,""
        unfilled_template,gclid = __GCLID__,visits,1,1,revenue,20.0000,2,""
        mixed_case,"utm_campaign: Winter Sale, winter sale",sessions,1,1,revenue,40.0000,4,""
        mixed_case_source,"utm_source: newsletter, Newsletter",visits,1,1,revenue,30.0000,3,""
        click_id_without_utm,gclid,sessions,1,1,revenue,60.0000,6,""
        utm_without_ad,facebook / cpc / Autum,sessions,1,1,revenue,160.0000,16,Autumn
        utm_without_ad,facebook / cpc / Sprnig Sale,sessions,1,1,revenue,70.0000,7,Spring Sale
        utm_without_ad,fb / cpc / -,sessions,2,1,revenue,20.0000,2,""
        self_referral,pay.shop.example (counts as a referral),sessions,1,1,revenue,90.0000,9,""
        self_referral,shop.example (the landing page's own host: no referral),sessions,1,1,revenue,80.0000,8,""
        order_without_journey,no visit in the lookback,orders,4,4,revenue,460.0000,10,""
        ad_without_utm,Autumn / Ad A (700000000000013),ads,1,0,spend,7.0000,700000000000013,Autum
        renamed_campaign,Old > New (700000000000021),campaigns,1,0,spend,5.0000,700000000000021,""

        """;

    [Fact]
    public void Each_fault_is_found_with_its_number_its_money_an_example_and_what_was_probably_meant()
    {
        using var shop = new TaggedShop();

        var tagging = ToolRun.Of("tagging", "--source", shop.Path, "--format", "csv", "--quiet");

        Assert.Equal((ExitCodes.Done, ""), (tagging.ExitCode, tagging.Error));
        Assert.Equal(Expected.ReplaceLineEndings("\n"), tagging.Output);
    }

    [Fact]
    public void A_database_gives_the_same_as_files()
    {
        using var shop = new TaggedShop();
        DatabaseTables.Fill(database, shop.Path, "shop", asText: true);

        var tagging = ToolRun.Of(
            "tagging", "--postgres", database.Uri, "--orders-table", "shop.shopify_orders", "--ads-table", "shop.ads_insights_hourly", "--format", "csv", "--quiet");

        Assert.Equal((ExitCodes.Done, Expected.ReplaceLineEndings("\n"), ""), (tagging.ExitCode, tagging.Output, tagging.Error));
    }

    [Fact]
    public void Hosts_that_are_named_are_no_referrals_and_other_dates_have_other_orders()
    {
        using var shop = new TaggedShop();

        var hosts = Findings(Json("--source", shop.Path, "--shop-host", "shop.example", "--shop-host", "pay.shop.example"));
        Assert.Equal("0 0 0", hosts["self_referral"]);

        var other = Json("--source", shop.Path, "--from", "2026-01-09", "--to", "2026-01-09");
        Assert.Equal((0, 2m), (other.GetProperty("orders").GetInt64(), other.GetProperty("spend").GetDecimal()));
        Assert.Equal("0 0 0", Findings(other)["unfilled_template"]);
        Assert.Equal("1 0 2.0000", Findings(other)["renamed_campaign"]);
    }

    [Fact]
    public void The_totals_count_every_visit_and_every_order_once()
    {
        using var shop = new TaggedShop();

        var report = Json("--source", shop.Path);

        Assert.Equal((15, 1_240m, 17m), (report.GetProperty("orders").GetInt64(), report.GetProperty("revenue").GetDecimal(), report.GetProperty("spend").GetDecimal()));
        var findings = Findings(report);
        Assert.Equal("5 4 280.0000", findings["unfilled_template"]);
        Assert.Equal("4 3 250.0000", findings["utm_without_ad"]);
        Assert.Equal("2 2 170.0000", findings["self_referral"]);
    }

    [Fact]
    public void On_the_sample_it_agrees_with_what_a_run_publishes()
    {
        using var published = PublishedDatasets.Open(run.Out);
        string Ask(string sql)
        {
            using var row = published.Connection.ExecuteReader(sql);
            row.Read();
            return string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => Convert.ToString(row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture)));
        }

        var report = Json("--source", SampleRun.Source);
        var findings = Findings(report);

        Assert.Equal(Ask("select count(*), sum(order_value) from utm_order_mapping where attribution_model = 'last_click'"), $"{report.GetProperty("orders")} {report.GetProperty("revenue")}");
        Assert.Equal(Ask("select count(*) from utm_sessions where data_source <> 'none'"), $"{report.GetProperty("sessions")}");
        Assert.Equal(Ask("select sum(ad_spend) from utm_ad_hourly_performance"), $"{report.GetProperty("spend")}");
        Assert.Equal(
            Ask("select count(*), count(*), sum(order_value) from utm_order_mapping where attribution_model = 'last_click' and data_source = 'none'"), findings["order_without_journey"]);
        Assert.Equal(
            Ask("select count(*) from utm_sessions where click_id is not null and concat(utm_source, utm_medium, utm_campaign, utm_content, utm_term) = ''"), findings["click_id_without_utm"].Split(' ')[0]);
        Assert.Equal(
            Ask("select count(*) from utm_sessions where id_match = 'none' and channel_category like '%paid%' and platform in ('facebook', 'instagram')"), findings["utm_without_ad"].Split(' ')[0]);
        Assert.Equal(
            Ask("""
                select count(*) || ' 0', sum(spend) from (select ad_id, sum(ad_spend) as spend from utm_ad_hourly_performance group by ad_id)
                where spend > 0 and ad_id not in (select ad_id from utm_sessions where ad_id is not null)
                """), findings["ad_without_utm"]);
        Assert.Superset(
            new HashSet<string> { "utm_source = {{site_source_name}}", "utm_term = {keyword}", "utm_content = __CID__" },
            report.GetProperty("findings")[0].GetProperty("items").EnumerateArray().Select(item => item.GetProperty("what").GetString()!).ToHashSet());
    }

    [Fact]
    public void On_a_terminal_every_finding_has_a_line_and_those_that_were_found_a_table()
    {
        using var shop = new TaggedShop();

        using var tool = ToolProcess.Start(null, ["tagging", "--source", shop.Path, "--to", "2026-01-10", "--top", "1", "--quiet"]);
        var (exitCode, output, error) = ToolProcess.Finish(tool);

        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.StartsWith(
            "Tagging from 2026-01-09 to 2026-01-10, UTC\n15 orders worth 1,240.00 EUR, ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n unfilled_template +5  visits +4 +280\.00  revenue +22\.6 %\n", output);
        Assert.Contains("\nrenamed_campaign: Campaigns had several names: ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n Autumn / Ad A \(700000000000013\); meant: Autum\? +1 +7\.00\n", output);
        Assert.DoesNotContain("__GCLID__", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.Misuse, "error: --source: not given; name the folder with shopify_orders and ads_insights_hourly, or a PostgreSQL database with --postgres")]
    [InlineData(ExitCodes.Misuse, "error: --top: \"-1\" is not a whole number from 0", "--source", "in", "--top", "-1")]
    [InlineData(ExitCodes.Misuse, "error: --from: 2026-01-02 is after", "--source", "in", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData(ExitCodes.Failed, "error: ", "--source", "no-such-folder")]
    public void What_is_wrong_is_said_in_one_message(int exitCode, string message, params string[] arguments)
    {
        var tagging = ToolRun.Of(["tagging", .. arguments, "--quiet"]);

        Assert.Equal((exitCode, ""), (tagging.ExitCode, tagging.Output));
        Assert.StartsWith(message, tagging.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] arguments)
    {
        var tagging = ToolRun.Of(["tagging", .. arguments, "--json", "--quiet"]);
        Assert.True(tagging.ExitCode == ExitCodes.Done, tagging.Error);
        using var json = JsonDocument.Parse(tagging.Output);
        return json.RootElement.Clone();
    }

    private static Dictionary<string, string> Findings(JsonElement report) => report.GetProperty("findings").EnumerateArray().ToDictionary(
        finding => finding.GetProperty("name").GetString()!,
        finding => $"{finding.GetProperty("count")} {finding.GetProperty("orders")} {finding.GetProperty("money").GetRawText()}");
}
