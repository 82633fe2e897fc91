using System.Text.Json.Nodes;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

public sealed class ParquetSinkTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public void Each_date_with_rows_is_one_file_under_the_key_date_start_whatever_the_own_column_is_called()
    {
        _target.FillAndPublish("b1", 1, 4, 1, 3);

        Assert.Equal(
            [
                "_ledger.json", "_manifest.json",
                "utm_ad_hourly_performance/date_start=2025-03-01/part-0.parquet",
                "utm_ad_hourly_performance/date_start=2025-03-03/part-0.parquet",
                "utm_order_mapping/date_start=2025-03-01/part-0.parquet",
                "utm_order_mapping/date_start=2025-03-03/part-0.parquet",
            ],
            _target.Files());
    }

    [Fact]
    public void The_publication_says_what_was_written_per_dataset_also_of_one_without_rows()
    {
        _target.Fill("b1", 1, 2);
        _target.Engine.Connection.Execute("delete from utm_ad_hourly_performance");
        using var publication = _target.Stage("b1", 1, 2);

        Assert.Equal([("utm_order_mapping", 12L, 2), ("utm_ad_hourly_performance", 0L, 0)],
            publication.Datasets.Select(dataset => (dataset.Name, dataset.Rows, dataset.Partitions)));
        Assert.True(publication.Datasets[0].Bytes > 1000);
    }

    [Fact]
    public void Rows_lie_in_the_order_of_the_sort_columns_with_nulls_last()
    {
        _target.Fill("b1", 1);
        _target.Engine.Connection.Execute("update utm_order_mapping set order_id = null where order_id = 'o1'");
        _target.Publish("b1", 1, 1);

        using var published = PublishedDatasets.Open(_target.Path);
        using var reader = published.Connection.ExecuteReader("select attribution_model || ' ' || coalesce(order_id, '-') from utm_order_mapping");
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        Assert.Equal(["last_click o2", "last_click o3", "last_click -", "linear o2", "linear o3", "linear -"], rows);
    }

    [Fact]
    public void The_same_data_give_the_same_content_hashes_with_another_batch_other_threads_and_in_other_order()
    {
        _target.FillAndPublish("b1", 1, 3, 1, 2, 3);
        using var other = new TargetFolder(threads: 1);
        other.Fill("b2", 3, 2, 1);
        other.Engine.Connection.Execute(
            "create table shuffled as select * from utm_order_mapping order by hash(order_id, attribution_model); drop table utm_order_mapping; "
            + "alter table shuffled rename to utm_order_mapping; update utm_order_mapping set updated_at = now()");
        other.Publish("b2", 1, 3);

        Assert.Equal(Manifest(_target, "content_hash"), Manifest(other, "content_hash"));
        Assert.NotEqual(Manifest(_target, "sha256"), Manifest(other, "sha256"));
        Assert.Equal(6, Manifest(_target, "content_hash").Distinct().Count());
    }

    [Fact]
    public void A_date_has_the_same_rows_in_the_same_order_whether_it_is_published_alone_or_with_others()
    {
        _target.FillAndPublish("b1", 1, 3, 1, 2, 3);
        var together = Manifest(_target, "content_hash");
        foreach (var day in new[] { 1, 2, 3 })
            _target.FillAndPublish($"b{day + 1}", day, day, 3, 2, 1);

        Assert.Equal(["b2", "b3", "b4", "b2", "b3", "b4"], Manifest(_target, "batch_id"));
        Assert.Equal(together, Manifest(_target, "content_hash"));
    }

    [Fact]
    public void A_second_run_replaces_its_dates_empties_those_without_rows_and_leaves_the_others()
    {
        _target.FillAndPublish("b1", 1, 4, 1, 2, 3, 4);
        var untouched = File.ReadAllBytes(_target.File(Mapping, 4));
        _target.FillAndPublish("b2", 2, 3, 1, 3, 4);

        Assert.Equal("1:b1 3:b2 4:b1", _target.Batches(Mapping));
        Assert.Equal("1:b1 3:b2 4:b1", _target.Batches(Ads));
        Assert.False(Directory.Exists(Path.GetDirectoryName(_target.File(Mapping, 2))));
        Assert.Equal(untouched, File.ReadAllBytes(_target.File(Mapping, 4)));
        Assert.Equal(["b1", "b2", "b1", "b1", "b2", "b1"], Manifest(_target, "batch_id"));
        Assert.Empty(_target.Findings());
    }

    [Fact]
    public void Undated_rows_are_replaced_only_where_the_request_says_so()
    {
        Assert.Equal("1970:b1 2025:b1", Publish("b1", alsoUndated: true));
        Assert.Equal("1970:b1 2025:b2", Publish("b2", alsoUndated: false));
        Assert.Equal("1970:b3 2025:b3", Publish("b3", alsoUndated: true));

        string Publish(string batch, bool alsoUndated)
        {
            _target.Fill(batch, 1, 2);
            _target.Engine.Connection.Execute(
                "update utm_order_mapping set order_date_local = date '1970-01-01' where order_date_local = date '2025-03-02'");
            var request = new PublishRequest([new(Mapping, Day(1), Day(2), alsoUndated)], Request(batch, 1, 2).Metadata);
            using (var publication = new ParquetSink(_target.Path).Stage(_target.Engine, request, null, CancellationToken.None))
                publication.Commit(_target.Report(batch, publication));
            using var published = PublishedDatasets.Open(_target.Path);
            return published.Connection.Scalar<string>(
                "select string_agg(year || ':' || batch_id, ' ' order by year) "
                + "from (select distinct year(order_date_local) as year, batch_id from utm_order_mapping)");
        }
    }

    [Fact]
    public void Nothing_is_seen_before_the_commit_and_nothing_is_left_without_one()
    {
        _target.FillAndPublish("b1", 1, 1, 1);
        var before = _target.Files();
        _target.Fill("b2", 1, 2);
        using (_target.Stage("b2", 1, 2))
            Assert.Equal("1:b1", _target.Batches(Mapping));

        Assert.Equal(before, _target.Files());
        Assert.Equal("1:b1", _target.Batches(Mapping));
    }

    [Fact]
    public void A_cancelled_run_leaves_nothing_and_says_that_it_was_cancelled()
    {
        _target.Fill("b1", 1, 2, 3, 4, 5, 6, 7, 8, 9);
        using var cancellation = new CancellationTokenSource();
        var progress = new Listener(_ => cancellation.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(
            () => new ParquetSink(_target.Path).Stage(_target.Engine, Request("b1", 1, 9), progress, cancellation.Token));
        Assert.NotEmpty(progress.Reports);
        Assert.Empty(_target.Files());
        Assert.Equal(2, _target.Engine.Connection.Scalar<long>("select current_setting('threads')"));
    }

    [Fact]
    public void Progress_counts_the_files_of_each_dataset()
    {
        _target.Fill("b1", 1, 2, 3);
        var progress = new Listener(_ => { });
        using var publication = new ParquetSink(_target.Path).Stage(_target.Engine, Request("b1", 1, 3), progress, CancellationToken.None);

        Assert.Contains(new("publish utm_order_mapping", 3, 3, "files"), progress.Reports);
        Assert.Contains(new("publish utm_ad_hourly_performance", 3, 3, "files"), progress.Reports);
    }

    [Fact]
    public void Rows_without_a_date_are_not_lost_in_silence()
    {
        _target.Fill("b1", 1);
        _target.Engine.Connection.Execute("update utm_order_mapping set order_date_local = null where order_id = 'o1'");

        var error = Assert.Throws<InvalidOperationException>(() => _target.Stage("b1", 1, 2));
        Assert.Contains("utm_order_mapping has rows whose order_date_local is NULL", error.Message, StringComparison.Ordinal);
        Assert.Empty(_target.Files());
    }

    [Fact]
    public void A_manifest_that_is_broken_stops_the_run_before_anything_is_published()
    {
        _target.FillAndPublish("b1", 1, 1, 1);
        File.WriteAllText(Path.Combine(_target.Path, "_manifest.json"), "{ \"format_version\": 1,");

        var error = Assert.Throws<InvalidInputException>(() => _target.Stage("b2", 1, 1));
        Assert.Contains("_manifest.json' is no manifest", error.Message, StringComparison.Ordinal);
        Assert.Equal("1:b1", _target.Batches(Mapping));
    }

    private static List<string> Manifest(TargetFolder target, string field) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(target.Path, "_manifest.json")))!["files"]!.AsArray()
            .Select(file => file![field]!.GetValue<string>())];

    private sealed class Listener(Action<RunProgress> heard) : IProgress<RunProgress>
    {
        public List<RunProgress> Reports { get; } = [];

        public void Report(RunProgress value)
        {
            lock (Reports)
                Reports.Add(value);
            heard(value);
        }
    }
}
