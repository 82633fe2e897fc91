using UtmAttribution.Options;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

public sealed class PostgresSinkTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    private static readonly AttributionOptions Week = new() { From = new(2025, 3, 1), To = new(2025, 3, 7) };

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
        foreach (var (from, to) in new[] { (31, 35), (26, 28), (28, 32) })
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
    public void Rules_that_are_edited_in_the_target_are_those_that_classify()
    {
        var target = new TargetSchema(database, "edited");
        database.Execute($"""
            update {target.Table("utm_channel_mapping")} set channel = 'Zuckerberg''s' where channel = 'Facebook';
            insert into {target.Table("utm_channel_mapping")} (id, utm_source_pattern, channel, priority) values (-1, '^google$', 'Mountain View', 99999);
            """);
        target.Run(SampleRun.Source, Week);
        var channels = database.Rows($"select distinct channel from {target.Table("utm_order_mapping")}").Select(row => row[0]).ToList();
        Assert.Contains("Zuckerberg's", channels);
        Assert.Contains("Mountain View", channels);
        Assert.DoesNotContain("Facebook", channels);
    }

    [Fact]
    public void The_materialized_summary_is_refreshed_by_every_run()
    {
        var target = new TargetSchema(database, "materialized", new() { Materialized = true });
        target.Run(SampleRun.Source, Week);
        target.Run(SampleRun.Source, Week with { Revenue = RevenueBasis.Net });
        Assert.Equal(
            database.Rows($"select sum(total_revenue), count(*) from {target.Table("utm_daily_summary")}"),
            database.Rows($"select sum(total_revenue), count(*) from {target.Table("mv_utm_daily_summary")}"));
    }
}
