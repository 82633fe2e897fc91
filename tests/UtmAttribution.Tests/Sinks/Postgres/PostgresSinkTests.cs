using UtmAttribution.Options;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

public sealed class PostgresSinkTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_over_the_samples_gives_both_targets_the_same_rows(bool partitioned)
    {
        var target = new TargetSchema(database, $"samples {partitioned}", new() { PartitionByMonth = partitioned });
        var folder = shop.NewFolder();
        var report = target.Run(SampleRun.Source, new() { Models = [.. OptionNames.Models.Keys] }, folder);
        Assert.Empty(PublishedRows.Differences(target, folder));
        Assert.Equal(16, report.Datasets.Count);
        Assert.Equal(["PostgreSQL", "Parquet"], report.Datasets.Select(dataset => dataset.Target).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_shop_full_of_odd_values_goes_through_unharmed_and_running_twice_changes_nothing(bool partitioned)
    {
        var target = new TargetSchema(database, $"odd \"; drop schema\n ü {partitioned}", new() { PartitionByMonth = partitioned });
        var folder = shop.NewFolder();
        target.Run(shop.Source, GeneratedShop.Options, folder);
        Assert.Empty(PublishedRows.Differences(target, folder));
        var once = target.Contents();
        target.Run(shop.Source, GeneratedShop.Options);
        Assert.Equal(once, target.Contents());
    }

    [Fact]
    public void A_range_in_any_split_gives_the_same_rows_and_other_dates_stay()
    {
        var whole = new TargetSchema(database, "whole");
        whole.Run(shop.Source, GeneratedShop.Options with { From = new(2025, 10, 26), To = new(2025, 11, 4) });
        var split = new TargetSchema(database, "split", new() { PartitionByMonth = true });
        foreach (var (from, to) in new[] { (31, 35), (26, 28), (29, 30), (28, 32) })
        {
            split.Run(shop.Source, GeneratedShop.Options with { From = new DateOnly(2025, 10, 1).AddDays(from - 1), To = new DateOnly(2025, 10, 1).AddDays(to - 1) });
        }

        // Sessions before the first date are published by the runs that name them, and rejects without a date by all.
        Assert.Equal(whole.Contents().Where(dataset => dataset.Key != "utm_sessions"), split.Contents().Where(dataset => dataset.Key != "utm_sessions"));
        Assert.Equal(
            whole.Database.Rows($"select session_id, session_end_time, conversion_value from {whole.Table("utm_sessions")} order by 1"),
            split.Database.Rows($"select session_id, session_end_time, conversion_value from {split.Table("utm_sessions")} order by 1"));
    }

    [Fact]
    public void The_run_is_kept_with_its_ledger_options_and_stages_and_its_rows_name_it()
    {
        var target = new TargetSchema(database, "kept");
        var report = target.Run(SampleRun.Source, new() { TimeZone = "Asia/Kolkata" });
        var row = Assert.Single(database.Rows($"""
            select batch_id, time_zone, ledger ->> 'balances', jsonb_array_length(ledger -> 'lines'), options ->> 'lookback',
                jsonb_array_length(datasets), jsonb_array_length(stages) > 10, peak_memory_bytes > 1000000, started_at <= published_at
            from {target.Table("utm_runs")}
            """));
        Assert.Equal(
            string.Join(" ", report.BatchId, "Asia/Kolkata", "true", $"{report.Ledger.Lines.Count}", "30.00:00:00", "7", "t", "t", "t"), string.Join(" ", row));
        Assert.Equal(report.BatchId, Assert.Single(database.Rows($"select distinct batch_id from {target.Table("utm_order_mapping")}"))[0]);
    }

    [Fact]
    public void Tables_have_statistics_and_all_their_keys_and_indexes_after_the_fast_way_into_empty_tables()
    {
        var target = new TargetSchema(database, "indexed");
        var before = Indexes(target);
        target.Run(SampleRun.Source, new());
        Assert.Equal(before, Indexes(target));
        Assert.Equal(0, database.Scalar<long>($"select count(*) from pg_index where not (indisvalid and indisready)"));
        Assert.True(database.Scalar<float>($"select reltuples from pg_class where oid = '{target.Table("utm_order_mapping")}'::regclass") > 1000);
    }

    [Fact]
    public void Rules_that_are_edited_in_the_target_are_those_that_classify()
    {
        var target = new TargetSchema(database, "edited");
        database.Execute($"""
            update {target.Table("utm_channel_mapping")} set channel = 'Zuckerberg''s' where channel = 'Facebook';
            insert into {target.Table("utm_channel_mapping")} (id, utm_source_pattern, channel, priority) values (-1, '^google$', 'Mountain View', 99999);
            """);
        target.Run(SampleRun.Source, new());
        var channels = database.Rows($"select distinct channel from {target.Table("utm_order_mapping")}").Select(row => row[0]).ToList();
        Assert.Contains("Zuckerberg's", channels);
        Assert.Contains("Mountain View", channels);
        Assert.DoesNotContain("Facebook", channels);
    }

    [Fact]
    public void The_materialized_summary_is_refreshed_by_every_run()
    {
        var target = new TargetSchema(database, "materialized", new() { Materialized = true });
        target.Run(SampleRun.Source, new());
        target.Run(SampleRun.Source, new() { Revenue = Options.RevenueBasis.Net });
        Assert.Equal(
            database.Rows($"select sum(total_revenue), count(*) from {target.Table("utm_daily_summary")}"),
            database.Rows($"select sum(total_revenue), count(*) from {target.Table("mv_utm_daily_summary")}"));
    }

    [Fact]
    public void Months_are_partitions_that_are_made_as_they_are_needed()
    {
        var target = new TargetSchema(database, "months", new() { PartitionByMonth = true });
        target.Run(SampleRun.Source, new());
        Assert.Equal(
            [["utm_order_mapping_2025_02"], ["utm_order_mapping_2025_03"], ["utm_order_mapping_2025_04"]],
            database.Rows($"select inhrelid::regclass::text from pg_inherits where inhparent = '{target.Table("utm_order_mapping")}'::regclass order by 1")
                .Select(row => (string?[])[row[0]!.Split('.')[^1]]));
        Assert.Equal(0, database.Scalar<long>($"select count(*) from pg_constraint where conname = 'utm_month'"));
    }

    private List<string?[]> Indexes(TargetSchema target) =>
        [.. database.Rows($"select indexdef from pg_indexes where schemaname = '{target.Schema.Name}' order by 1")];
}
