using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Options;
using UtmAttribution.Restating;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Restating;

/// <summary>However a source changes, restating it publishes what publishing everything again would, and nothing that would be the same.</summary>
[Collection(SharesRestatedShop.Name)]
public sealed class RestatementTests(RestatedShop shop)
{
    /// <summary>Edits that are made together, and whether a store of what was published is at hand; where each strikes is chosen anew in every run of the tests.</summary>
    public static TheoryData<string, bool, int> Edits => new()
    {
        { "late order, cancelled, rate corrected", true, Random.Shared.Next(1_000) },
        { "refunded, journey filled in, touched", false, Random.Shared.Next(1_000) },
        { "order deleted, spend restated", true, Random.Shared.Next(1_000) },
        { "order moved, journey emptied, ads withdrawn, new day", true, Random.Shared.Next(1_000) },
        { "renamed, rule edited", true, Random.Shared.Next(1_000) },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void After_any_edits_the_result_is_that_of_a_whole_run_and_no_other_date_is_touched(string edits, bool hasStore, int seed)
    {
        var edit = new SourceEdits(seed);
        var source = shop.Edited(edits.Split(", ").Select(name => name switch
        {
            "late order" => edit.LateOrder,
            "cancelled" => edit.Cancelled,
            "refunded" => edit.Refunded,
            "journey filled in" => edit.FilledIn,
            "touched" => edit.Touched,
            "order deleted" => edit.Deleted,
            "spend restated" => edit.Restated,
            "order moved" => edit.Moved,
            "journey emptied" => edit.Emptied,
            "rate corrected" => edit.Corrected,
            "new day" => edit.NewDay,
            "ads withdrawn" => edit.Withdrawn,
            "renamed" => edit.Renamed,
            _ => edit.Ruled,
        }));
        var (target, store) = hasStore ? shop.PublishedWithStore() : (shop.Published(), null);
        var before = RestatedShop.Files(target).ToLookup(file => file.DateStart);

        var options = RestatedShop.Options with { Store = store };

        var report = RestatedShop.Restate(options, source, new ParquetSink(target));

        Assert.Equal(GeneratedShop.Contents(shop.OneRun(source)), GeneratedShop.Contents(target));
        var after = RestatedShop.Files(target).ToLookup(file => file.DateStart);
        var changed = before.Concat(after).Select(files => files.Key).Distinct().Order()
            .Where(date => !before[date].Select(file => (file.Path, file.ContentHash)).SequenceEqual(after[date].Select(file => (file.Path, file.ContentHash)))).ToList();
        Assert.NotEmpty(changed);
        Assert.Equal(changed, report.Dates.Select(restated => restated.Date));
        var batches = report.Windows.Select(window => window.Run!.BatchId).ToList();
        Assert.All(after, date => Assert.All(date, file => Assert.Equal(changed.Contains(date.Key), batches.Contains(file.BatchId))));
        Assert.Empty(OutputVerifier.Verify(target, progress: null, CancellationToken.None).Findings);
        Assert.Equal(0, RestatedShop.Restate(options, source, new ParquetSink(target)).ComputedDates);
    }

    [Fact]
    public void Where_nothing_has_changed_nothing_is_computed_and_the_folder_stays_as_it_is()
    {
        var target = shop.Published();
        var manifest = File.ReadAllText(Path.Combine(target, "_manifest.json"));

        var report = RestatedShop.Restate(shop.Source, new ParquetSink(target));

        Assert.Equal((13, 0, 0), (report.AllDates, report.ComputedDates, report.RebuiltDates));
        Assert.Equal(manifest, File.ReadAllText(Path.Combine(target, "_manifest.json")));
    }

    [Fact]
    public void With_a_store_a_new_ad_concerns_the_dates_that_had_to_do_with_it_alone()
    {
        var (target, store) = shop.PublishedWithStore();
        var options = RestatedShop.Options with { Store = store };
        var source = shop.Edited(
            "insert into ads_insights_hourly select * replace ('990001' as ad_id, 'New ad' as ad_name) from ads_insights_hourly where date_start = '2025-11-06' and length(ad_id) > 5 limit 1");

        var report = RestatedShop.Restate(options, source, new ParquetSink(target));

        Assert.Equal(GeneratedShop.Contents(shop.OneRun(source)), GeneratedShop.Contents(target));
        Assert.InRange(report.ComputedDates, 1, 3);
        Assert.Equal(13, RestatedShop.Restate(source, new ParquetSink(shop.Published())).ComputedDates);
    }

    [Fact]
    public void Dates_of_a_plain_run_are_computed_once_and_those_stay_that_what_was_learned_anew_does_not_touch()
    {
        var options = RestatedShop.Options with { Models = [AttributionModel.LastClick, AttributionModel.Markov], Training = new(new(2025, 10, 28), new(2025, 10, 29)) };
        var target = shop.OneRun(shop.Source, options);
        var source = shop.Edited("update shopify_orders set cancelled_at = created_at where created_at > '2025-11-03' and created_at < '2025-11-04'");

        var report = RestatedShop.Restate(options, source, new ParquetSink(target));

        Assert.Equal(["2025-10-26 to 2025-11-07: published by utm run, which does not note what the source was"], report.Changes);
        Assert.Equal(13, report.ComputedDates);
        Assert.InRange(report.RebuiltDates, 1, 4);
        Assert.Equal(GeneratedShop.Contents(shop.OneRun(source, options)), GeneratedShop.Contents(target));
        Assert.Empty(OutputVerifier.Verify(target, progress: null, CancellationToken.None).Findings);
        Assert.Equal(0, RestatedShop.Restate(options, source, new ParquetSink(target)).ComputedDates);
    }

    [Fact]
    public void Other_options_rebuild_the_dates_whose_rows_they_change_and_the_others_are_theirs_too()
    {
        var target = shop.Published();
        var options = RestatedShop.Options with { Revenue = RevenueBasis.Gross };

        var report = RestatedShop.Restate(options, shop.Source, new ParquetSink(target));

        Assert.Equal(["2025-10-26 to 2025-11-07: published with revenue net instead of gross"], report.Changes);
        Assert.InRange(report.RebuiltDates, 1, 12);
        Assert.Equal(GeneratedShop.Contents(shop.OneRun(shop.Source, options)), GeneratedShop.Contents(target));
        Assert.Equal(0, RestatedShop.Restate(options, shop.Source, new ParquetSink(target)).ComputedDates);
    }

    [Fact]
    public void Ended_after_a_range_it_goes_on_with_the_next_one()
    {
        var target = shop.Published();
        var source = shop.Edited("update ads_insights_hourly set spend = '0' where date_start in ('2025-10-27', '2025-11-05')");
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => new Restatement(
            RestatedShop.Options, engine => new FileSource(source, engine), [new ParquetSink(target)], TimeProvider.System, NullLogger.Instance)
            .Run((_, _) => stop.Cancel(), stop.Token));

        Assert.Equal([new DateOnly(2025, 11, 5)], RestatedShop.Restate(source, new ParquetSink(target)).Dates.Select(restated => restated.Date));
        Assert.Equal(GeneratedShop.Contents(shop.OneRun(source)), GeneratedShop.Contents(target));
    }

    [Fact]
    public void Dates_that_the_source_no_longer_has_are_emptied_and_only_dates_that_are_asked_for_are_looked_at()
    {
        var target = shop.Published();
        var source = shop.Edited(
            "delete from shopify_orders where try_cast(created_at as timestamptz) < '2025-10-28 00:00:00+00'", "delete from ads_insights_hourly where date_start < '2025-10-28'");

        var part = RestatedShop.Restate(RestatedShop.Options with { From = new(2025, 11, 4) }, source, new ParquetSink(target));
        Assert.Equal((4, 0), (part.AllDates, part.RebuiltDates));

        var report = RestatedShop.Restate(source, new ParquetSink(target));

        Assert.Equal(
            GeneratedShop.Contents(shop.OneRun(source, RestatedShop.Options with { From = RestatedShop.First, To = RestatedShop.Last })), GeneratedShop.Contents(target));
        Assert.Equal((RestatedShop.First, RestatedShop.Last), (report.From!.Value, report.To!.Value));
        var gone = report.Dates.Single(restated => restated.Date == RestatedShop.First);
        Assert.InRange(gone.Before.Orders, 1, int.MaxValue);
        Assert.Equal((0, 0, 0), (gone.After.Orders, gone.After.Revenue, gone.After.AdSpend));
    }
}
