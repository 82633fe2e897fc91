using UtmAttribution.Cli;
using UtmAttribution.Comparison;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Restating;

/// <summary>A database, alone or beside a folder, is restated as a folder is.</summary>
[Collection(SharesRestatedShop.Name)]
public sealed class RestatedSchemaTests(RestatedShop shop, TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void Database_and_folder_both_have_what_a_whole_run_publishes_and_dates_that_are_the_same_stay()
    {
        var (target, expected, expectedFolder) = (new TargetSchema(database, "restated", new() { PartitionByMonth = true }), new TargetSchema(database, "expected"), shop.NewFolder());
        var folder = shop.Published();
        target.Run(shop.Source, RestatedShop.Options);
        var before = Batches(target);
        var edit = new SourceEdits(Random.Shared.Next(1_000));
        var source = shop.Edited(edit.FilledIn, edit.Cancelled, edit.Restated, edit.Touched);

        var report = RestatedShop.Restate(source, target.Sink, new ParquetSink(folder));

        expected.Run(source, RestatedShop.Options, expectedFolder);
        Assert.Equal(expected.Contents(), target.Contents());
        Assert.Equal(GeneratedShop.Contents(expectedFolder), GeneratedShop.Contents(folder));
        Assert.InRange(report.RebuiltDates, 1, 13);
        var after = Batches(target);
        var rebuilt = report.Dates.Select(restated => $"{restated.Date:yyyy-MM-dd}").ToHashSet();
        Assert.All(after, date => Assert.Equal(rebuilt.Contains(date.Key), date.Value != before.GetValueOrDefault(date.Key)));
        var validated = ToolRun.Of("validate", "--postgres", database.Uri, "--schema", target.Schema.Name, "--source", source);
        Assert.True(validated.ExitCode == ExitCodes.Done, validated.Output);
        Assert.Equal(0, RestatedShop.Restate(source, target.Sink, new ParquetSink(folder)).ComputedDates);
    }

    [Fact]
    public void Where_one_target_is_behind_its_dates_are_published_to_both_and_noted_in_both()
    {
        var target = new TargetSchema(database, "behind");
        var folder = shop.Published();
        target.Run(shop.Source, RestatedShop.Options with { To = new(2025, 11, 2) });
        var before = Batches(target);

        var report = RestatedShop.Restate(shop.Source, target.Sink, new ParquetSink(folder));

        Assert.Equal(new DateOnly(2025, 11, 3), report.Dates.First(restated => restated.Date > DateOnly.FromDateTime(DateTime.UnixEpoch)).Date);
        Assert.Equal((13, 5), (report.ComputedDates, report.RebuiltDates));
        Assert.Equal(["2025-10-26 to 2025-11-02: published by utm run, which does not note what the source was"], report.Changes);
        Assert.Equal(before, Batches(target).Where(date => string.CompareOrdinal(date.Key, "2025-11-03") < 0));
        Assert.Equal(0, RestatedShop.Restate(shop.Source, target.Sink, new ParquetSink(folder)).ComputedDates);
    }

    [Fact]
    public void A_run_that_publishes_between_comparison_and_publication_is_noticed_and_nothing_is_noted()
    {
        var target = new TargetSchema(database, "crossed");
        var folder = shop.Published();
        var source = shop.Edited(new SourceEdits(1).Restated);
        var crossing = new CrossedSink(new ParquetSink(folder), () => target.Run(shop.Source, RestatedShop.Options with { From = RestatedShop.First, To = RestatedShop.First }));

        var refused = Assert.Throws<PublishException>(() => RestatedShop.Restate(source, crossing, target.Sink));

        Assert.Matches(@"schema 'crossed'.*: the run [0-9TZ]+ has published there after its dates were compared with what they should be\. Nothing was published; run it again\.$", refused.Message);
        Assert.Equal([$"{RestatedShop.First:yyyy-MM-dd}"], target.Sink.FindDates(CancellationToken.None).Keys.Select(date => $"{date:yyyy-MM-dd}"));
    }

    // Lets somebody else publish while it is staged.
    private sealed class CrossedSink(ISink sink, Action other) : ISink
    {
        public string Kind => sink.Kind;

        public string Description => sink.Description;

        public void CheckWritable() => sink.CheckWritable();

        public IReadOnlyDictionary<DateOnly, PublishedDate> FindDates(CancellationToken cancellation) => sink.FindDates(cancellation);

        public PublishedOutput? FindPublished() => sink.FindPublished();

        public IStagedPublication Stage(IEngine engine, PublishRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            other();
            return sink.Stage(engine, request, progress, cancellation);
        }
    }

    // The runs that the rows of each date are of.
    private SortedDictionary<string, string> Batches(TargetSchema target) => new(database.Rows(string.Join(" union all ", Datasets.All.Select(dataset =>
            $"select distinct {dataset.DateColumn}::text, '{dataset.Name} ' || batch_id from {target.Table(dataset.Name)}")))
        .GroupBy(row => $"{row[0]}", row => $"{row[1]}").ToDictionary(date => date.Key, date => string.Join(", ", date.Order(StringComparer.Ordinal))), StringComparer.Ordinal);
}
