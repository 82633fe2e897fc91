using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>The commands that make, check and care for a target, as they are typed.</summary>
public sealed class TargetCommandTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void Init_says_what_it_did_and_a_second_time_that_there_was_nothing_to_do()
    {
        Assert.Contains("schema 'first' is ready (version 4)", Utm("init", "first").Output, StringComparison.Ordinal);
        Assert.Contains("is of version 4 already; nothing was changed", Utm("init", "first").Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misuse, ToolRun.Of("init", "--postgres", database.Uri, "--partition", "week").ExitCode);
    }

    [Fact]
    public void Validate_passes_what_a_run_has_published_and_names_what_was_broken_since()
    {
        var target = new TargetSchema(database, "checked");
        target.Run(SampleRun.Source, new() { TimeZone = "America/New_York" });
        var good = Utm("validate", "checked");
        Assert.Equal((ExitCodes.Done, true), (good.ExitCode, good.Output.Contains("schema 'checked' is valid.", StringComparison.Ordinal)));

        database.Execute("""
            delete from checked.utm_sessions where session_id = (select min(session_id) from checked.utm_order_mapping);
            update checked.utm_order_mapping set attribution_weight = attribution_weight / 2 where order_id = (select max(order_id) from checked.utm_order_mapping);
            update checked.utm_daily_summary set total_ad_spend = total_ad_spend + 1 where date_start = (select max(date_start) from checked.utm_daily_summary);
            """);
        var bad = Utm("validate", "checked", "--json");
        Assert.Equal(ExitCodes.NotReconciled, bad.ExitCode);
        using var json = JsonDocument.Parse(bad.Output);
        Assert.Equal(
            ["mappings without their session", "orders and models whose weights do not sum to 1", "daily totals that differ from the hours", "hours whose credit differs from that of the orders placed in them"],
            json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("passed") is { ValueKind: JsonValueKind.False })
                .Select(finding => finding.GetProperty("check").GetString()));
    }

    [Fact]
    public void Monitor_shows_sizes_index_use_runs_and_freshness()
    {
        var target = new TargetSchema(database, "watched", new() { PartitionByMonth = true });
        var report = target.Run(SampleRun.Source, new());
        var text = Utm("monitor", "watched");
        Assert.Equal(ExitCodes.Done, text.ExitCode);
        Assert.Contains(report.BatchId, text.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Utm("monitor", "watched", "--json").Output);
        var mapping = json.RootElement.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == "utm_order_mapping");
        Assert.Equal(3, mapping.GetProperty("partitions").GetInt32());
        Assert.True(mapping.GetProperty("bytes").GetInt64() > 1_000_000);
        Assert.Equal("2025-04-10", json.RootElement.GetProperty("datasets")[1].GetProperty("to").GetString());
    }

    [Fact]
    public void Maintain_makes_partitions_ahead_and_deletes_what_is_old_only_when_told_so_twice()
    {
        var target = new TargetSchema(database, "kept", new() { PartitionByMonth = true, Materialized = true });
        target.Run(SampleRun.Source, new());
        var rows = database.Scalar<long>("select count(*) from kept.utm_order_mapping");
        var asked = Utm("maintain", "kept", "--retain", "30d");
        Assert.Contains("Nothing was deleted. Give --yes to delete these rows.", asked.Output, StringComparison.Ordinal);
        Assert.Contains("made 15 partitions, up to ", asked.Output, StringComparison.Ordinal);
        Assert.Contains("refreshed mv_utm_daily_summary", asked.Output, StringComparison.Ordinal);
        Assert.Equal(rows, database.Scalar<long>("select count(*) from kept.utm_order_mapping"));
        Assert.Equal(ExitCodes.Done, Utm("maintain", "kept", "--retain", "30d", "--yes").ExitCode);
        Assert.Equal(0, database.Scalar<long>("select count(*) from kept.utm_order_mapping"));
        Assert.Equal(ExitCodes.Misuse, ToolRun.Of("maintain", "--postgres", database.Uri, "--yes").ExitCode);
    }

    private ToolRun Utm(string command, string schema, params string[] more) =>
        ToolRun.Of([command, "--postgres", database.Uri, "--schema", schema, .. more]);
}
