using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Options;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary><c>utm validate</c> against sources of every kind: true to the rules of the runs, and sharp where something changed.</summary>
public sealed class ValidationTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    public static TheoryData<AdsDuplicates, RevenueBasis, string> Rules => new()
    {
        { AdsDuplicates.Sum, RevenueBasis.Gross, "Europe/Berlin" },
        { AdsDuplicates.Newest, RevenueBasis.Net, "America/New_York" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_runs_publish_of_a_shop_full_of_odd_values_agrees_with_its_files_by_their_own_rules(AdsDuplicates duplicates, RevenueBasis revenue, string zone)
    {
        var target = new TargetSchema(database, $"of files, {duplicates}");
        var options = GeneratedShop.Options with { AdsDuplicates = duplicates, Revenue = revenue, TimeZone = zone };
        target.Run(shop.Source, options with { To = new(2025, 11, 2) });
        target.Run(shop.Source, options with { From = new(2025, 11, 1) });
        Assert.Empty(Failed(target, "--source", shop.Source));

        // Dates by other rules are held against these.
        target.Run(shop.Source, options with { From = new(2025, 11, 5), Currency = "USD" });
        Assert.Empty(Failed(target, "--source", shop.Source));
    }

    [Fact]
    public void Tables_of_another_schema_or_database_are_compared_with_as_runs_read_them()
    {
        DatabaseTables.Fill(database, shop.Source, "shop", asText: true);
        using var other = new TestDatabase();
        DatabaseTables.Fill(other, shop.Source, "shop", asText: true);
        var target = new TargetSchema(database, "of tables");
        target.Run(shop.Source, GeneratedShop.Options);
        string[] tables = ["--orders-table", "shop.shopify_orders", "--ads-table", "shop.ads_insights_hourly", "--accounts-table", "shop.ad_accounts", "--rates-table", "shop.fx_rates"];
        Assert.Empty(Failed(target, tables));
        Assert.Empty(Failed(target, ["--source", other.Uri, .. tables]));

        var missing = Utm(target, "--orders-table", "shop.nothing");
        Assert.Equal(ExitCodes.Failed, missing.ExitCode);
        Assert.Contains("has no table 'shop.nothing'", missing.Error, StringComparison.Ordinal);
        Assert.Contains("not compared: ", Utm(target).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misuse, Utm(target, ["--source", shop.Source, .. tables]).ExitCode);
    }

    [Fact]
    public void The_limits_of_the_engine_hold_where_the_source_is_read_again()
    {
        var target = new TargetSchema(database, "limited");
        target.Run(shop.Source, GeneratedShop.Options);
        using var folder = new TemporaryFolder();

        Assert.Equal(ExitCodes.Done, Utm(target, "--source", shop.Source, "--memory", "512MB", "--threads", "1", "--temp-dir", folder.Path).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        var noMemory = Utm(target, "--source", shop.Source, "--memory", "1MB");
        Assert.Equal(ExitCodes.Failed, noMemory.ExitCode);
        Assert.StartsWith("error: The engine ran out of memory comparing with the source, at its limit of --memory 1MB", noMemory.Error, StringComparison.Ordinal);
        Assert.Contains(". Nothing was compared. Give it more with --memory", noMemory.Error, StringComparison.Ordinal);
        var noFolder = Utm(target, "--source", shop.Source, "--temp-dir", folder.Write("file", ""));
        Assert.Equal(ExitCodes.Failed, noFolder.ExitCode);
        Assert.StartsWith($"error: The engine cannot spill to '{folder["file"]}': it is a file.", noFolder.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from {0}.shopify_orders where order_id = '3'", "published orders that the source no longer has, or that no longer count", "1 on 2025-03-03, such as 3")]
    [InlineData("update {0}.shopify_orders set cancelled_at = now() where order_id = '3'", "published orders that the source no longer has, or that no longer count", "1 on 2025-03-03")]
    [InlineData("insert into {0}.shopify_orders select '99', created_at, updated_at, null, 5, 'EUR' from {0}.shopify_orders where order_id = '4'", "orders of the source that are not published", "1 on 2025-03-04, such as 99")]
    [InlineData("update {0}.shopify_orders set total_price_amount = 10.01 where order_id in ('2', '5')", "published orders with another value or time than the source", "2 on 2 dates from 2025-03-02 to 2025-03-05, such as 2")]
    [InlineData("update {0}.shopify_orders set updated_at = now() + interval '1 second' where order_id = '5'", "orders that changed since they were published", "1 on 2025-03-05")]
    [InlineData("update {0}.ads_insights_hourly set spend = 5.25 where date_start = '2025-03-02'", "hours whose ad spend, impressions or clicks differ from the source", "1 on 2025-03-02, such as 2025-03-02 09:00; their spend is 5.25 in the source, 5 published")]
    [InlineData("update {0}.ads_insights_hourly set date_stop = date_start + 1 where date_start = '2025-03-04'", "hours whose ad spend, impressions or clicks differ from the source", "1 on 2025-03-04")]
    public void A_source_that_changed_since_is_told_with_dates_and_an_example(string change, string check, string found)
    {
        var name = $"changed_{Math.Abs(change.GetHashCode(StringComparison.Ordinal))}";
        database.Execute($"""
            create schema {name};
            create table {name}.shopify_orders (order_id text, created_at timestamptz, updated_at timestamptz, cancelled_at timestamptz, total_price_amount numeric, total_price_currency text);
            insert into {name}.shopify_orders
                select i::text, timestamptz '2025-03-01 10:00+00' + (i - 1) * interval '1 day', '2025-03-20', null, 10, 'EUR' from generate_series(1, 6) as i;
            create table {name}.ads_insights_hourly (date_start date, date_stop date, hourly_window text, campaign_id text, ad_id text, spend numeric);
            insert into {name}.ads_insights_hourly
                select date '2025-03-01' + i, date '2025-03-01' + i, '09:00:00 - 09:59:59', '120000001', '130000001', 5 from generate_series(0, 5) as i;
            """);
        var target = new TargetSchema(database, $"target of {name}");
        string[] tables = ["--orders-table", $"{name}.shopify_orders", "--ads-table", $"{name}.ads_insights_hourly"];
        Assert.Equal(ExitCodes.Done, ToolRun.Of(RunCommand.Pipeline, ["run", "--postgres", database.Uri, "--schema", target.Schema.Name, .. tables]).ExitCode);
        Assert.Empty(Failed(target, tables));

        database.Execute(string.Format(null, change, name));
        var (failed, words) = Assert.Single(Failed(target, tables));
        Assert.Equal(check, failed);
        Assert.StartsWith(found, words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update {0}.utm_hourly_metrics set hour_start = 2 where date_start = '2025-03-30' and hour_start = 3 and campaign_id is null", "hours that their date does not have", "2025-03-30 2")]
    [InlineData("update {0}.utm_hourly_metrics set hour_start = 24 where date_start = '2025-03-29' and hour_start = 14 and campaign_id is null", "hours that their date does not have", "2025-03-29 24")]
    [InlineData("update {0}.utm_hourly_attribution set hour_start = hour_start - 1 where date_start = '2025-03-30' and hour_start > 3 and campaign_id is null", "hours whose credit differs from that of the orders placed in them", "2025-03-30")]
    [InlineData("delete from {0}.utm_sessions where session_date = '2025-03-30' and campaign_id is null and data_source <> 'none'", "hours whose sessions differ from those that begin in them", "2025-03-30")]
    [InlineData("update {0}.utm_ad_hourly_performance set ad_spend = ad_spend + 0.0001 where (date_start, hour_start) = ('2025-03-30', 12) and data_match_status = 'ads_only'", "totals that differ from the ledger of their run", ", ad spend")]
    [InlineData("insert into {0}.utm_runs select 'earlier', '2025-01-01', '2025-02-08', started_at, published_at - interval '1 day', time_zone, currency, tool_version, options, datasets, ledger, stages, warnings, 0 from {0}.utm_runs", "dates between the first and the last that no run has published", "1, such as 2025-02-09")]
    public void Hours_and_totals_that_were_broken_are_named(string change, string check, string example)
    {
        var name = $"broken_{Math.Abs(change.GetHashCode(StringComparison.Ordinal))}";
        var target = new TargetSchema(database, name);
        target.Run(SampleRun.Source, new() { TimeZone = "Europe/Berlin" });
        Assert.Empty(Failed(target));
        database.Execute(string.Format(null, change, name));
        var found = Failed(target).Where(finding => finding.Check == check).Select(finding => finding.Found).ToList();
        Assert.Contains(example, Assert.Single(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update {0}.utm_channel_attribution set conversions = conversions - 1 where attribution_model = 'markov' and channel = 'Facebook'", "models that give all channels of some training dates other conversions or revenue than others")]
    [InlineData("update {0}.utm_channel_attribution set revenue = revenue + 0.01 where channel = 'Facebook'", "credit of channels that differs from the ledger of its run")]
    [InlineData("delete from {0}.utm_channel_attribution where attribution_model = 'markov'", "credit of channels that differs from the ledger of its run")]
    public void Credit_of_channels_that_was_broken_is_named(string change, string check)
    {
        var name = $"broken_{Math.Abs(change.GetHashCode(StringComparison.Ordinal))}";
        var target = new TargetSchema(database, name);
        var options = new AttributionOptions { From = new(2025, 3, 1), To = new(2025, 3, 1), Models = [AttributionModel.Markov], Training = new(new(2025, 3, 2), new(2025, 3, 3)) };
        target.Run(SampleRun.Source, options);
        target.Run(SampleRun.Source, options with { From = new(2025, 3, 2), To = new(2025, 3, 3), Models = [AttributionModel.LastClick, AttributionModel.Markov] });
        Assert.Empty(Failed(target));

        database.Execute(string.Format(null, change, name));

        Assert.Contains(check, Failed(target).Select(finding => finding.Check));
    }

    private List<(string Check, string Found)> Failed(TargetSchema target, params string[] more)
    {
        var run = Utm(target, [.. more, "--json"]);
        Assert.True(run.ExitCode is ExitCodes.Done or ExitCodes.NotReconciled, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var failed = json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("passed") is { ValueKind: JsonValueKind.False })
            .Select(finding => (finding.GetProperty("check").GetString()!, finding.GetProperty("found").GetString()!)).ToList();
        Assert.Equal(failed.Count == 0, run.ExitCode == ExitCodes.Done);
        return failed;
    }

    private ToolRun Utm(TargetSchema target, params string[] more) =>
        ToolRun.Of(["validate", "--postgres", database.Uri, "--schema", target.Schema.Name, .. more]);
}
