namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>What a run over the sample leaves in a database.</summary>
public sealed class SampleTargetsTests(SampleTargets sample) : IClassFixture<SampleTargets>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_targets_have_the_same_rows(bool partitioned)
    {
        var (target, folder, report, _) = partitioned ? sample.Months : sample.Whole;

        Assert.Empty(PublishedRows.Differences(target, folder));
        Assert.Equal(16, report.Datasets.Count);
        Assert.Equal(["PostgreSQL", "Parquet"], report.Datasets.Select(dataset => dataset.Target).Distinct());
    }

    [Fact]
    public void The_run_is_kept_with_its_ledger_options_and_stages_and_its_rows_name_it()
    {
        var (target, _, report, _) = sample.Whole;

        var row = Assert.Single(sample.Database.Rows($"""
            select batch_id, time_zone, ledger ->> 'balances', jsonb_array_length(ledger -> 'lines'), options ->> 'lookback',
                jsonb_array_length(datasets), jsonb_array_length(stages) > 10, peak_memory_bytes > 1000000, started_at <= published_at
            from {target.Table("utm_runs")}
            """));

        Assert.Equal(
            string.Join(" ", report.BatchId, "Asia/Kolkata", "true", $"{report.Ledger.Lines.Count}", "30.00:00:00", "8", "t", "t", "t"), string.Join(" ", row));
        Assert.Equal(report.BatchId, Assert.Single(sample.Database.Rows($"select distinct batch_id from {target.Table("utm_order_mapping")}"))[0]);
    }

    [Fact]
    public void Tables_have_statistics_and_all_their_keys_and_indexes_after_the_fast_way_into_empty_tables()
    {
        var (target, _, _, before) = sample.Whole;

        Assert.Equal(before, SampleTargets.Indexes(target));
        Assert.Equal(0, sample.Database.Scalar<long>("select count(*) from pg_index where not (indisvalid and indisready)"));
        Assert.True(sample.Database.Scalar<float>($"select reltuples from pg_class where oid = '{target.Table("utm_order_mapping")}'::regclass") > 1000);
    }

    [Fact]
    public void Months_are_partitions_that_are_made_as_they_are_needed()
    {
        Assert.Equal(
            [["utm_order_mapping_2025_02"], ["utm_order_mapping_2025_03"], ["utm_order_mapping_2025_04"]],
            sample.Database.Rows($"select inhrelid::regclass::text from pg_inherits where inhparent = '{sample.Months.Target.Table("utm_order_mapping")}'::regclass order by 1")
                .Select(row => (string?[])[row[0]!.Split('.')[^1]]));
        Assert.Equal(0, sample.Database.Scalar<long>("select count(*) from pg_constraint where conname = 'utm_month'"));
    }
}
