using UtmAttribution.Cli;
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

        var report = RestatedShop.Restate(shop.Source, target.Sink, new ParquetSink(folder));

        Assert.Equal(new DateOnly(2025, 11, 3), report.Dates.First(restated => restated.Date > DateOnly.FromDateTime(DateTime.UnixEpoch)).Date);
        Assert.Equal((13, 5), (report.ComputedDates, report.RebuiltDates));
        Assert.Equal(0, RestatedShop.Restate(shop.Source, target.Sink, new ParquetSink(folder)).ComputedDates);
    }

    // The runs that the rows of each date are of.
    private Dictionary<string, string> Batches(TargetSchema target) => database.Rows(string.Join(" union all ", Datasets.All.Select(dataset =>
            $"select distinct {dataset.DateColumn}::text, '{dataset.Name} ' || batch_id from {target.Table(dataset.Name)}")))
        .GroupBy(row => $"{row[0]}", row => $"{row[1]}").ToDictionary(date => date.Key, date => string.Join(", ", date.Order(StringComparer.Ordinal)));
}
