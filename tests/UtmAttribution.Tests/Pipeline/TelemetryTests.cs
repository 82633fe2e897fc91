using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>What a run tells of itself to those who listen, as OpenTelemetry does.</summary>
public sealed class TelemetryTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    [Fact]
    public void A_run_is_an_activity_with_one_for_each_stage_and_measures_stages_and_published_rows()
    {
        using var root = new Activity("test").Start();
        var activities = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                    activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var published = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var instruments = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name != Telemetry.Name)
                    return;
                instruments[instrument.Name] = instrument.Unit;
                meter.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, rows, tags, _) =>
        {
            // Other tests may run beside this one.
            if (instrument.Name == "utm.published.rows" && Activity.Current?.TraceId == root.TraceId)
                published[$"{tags[0].Value} {tags[1].Value}"] = rows;
        });
        meters.Start();

        var report = shop.Run(GeneratedShop.Options, shop.NewFolder());

        var run = Assert.Single(activities, activity => activity.OperationName == "run");
        var (inRun, deeper) = (activities.Where(activity => activity.ParentSpanId == run.SpanId).ToList(), activities.Where(activity => activity != run && activity.ParentSpanId != run.SpanId).ToList());
        Assert.Equal(report.Stages.Select(stage => $"{stage.Stage} {stage.Rows}").Append("commit ").Order(StringComparer.Ordinal),
            inRun.Select(activity => $"{activity.OperationName} {activity.GetTagItem("utm.rows")}").Order(StringComparer.Ordinal));
        var files = report.Datasets.Sum(dataset => dataset.Partitions);
        Assert.Equal(
            ["publish/write file", "commit/decide", "commit/move file", "commit/write manifest"],
            deeper.OrderBy(activity => activity.StartTimeUtc).Select(activity => $"{inRun.Single(parent => parent.SpanId == activity.ParentSpanId).OperationName}/{activity.OperationName}").Distinct());
        Assert.Equal((files, files), (deeper.Count(activity => activity.OperationName == "write file"), deeper.Count(activity => activity.OperationName == "move file")));
        Assert.Equal(report.Datasets.Sum(dataset => dataset.Rows), deeper.Sum(activity => activity.GetTagItem("utm.rows") as long? ?? 0));
        Assert.Equal(report.Datasets.ToDictionary(dataset => $"{dataset.Name} Parquet", dataset => dataset.Rows), published);
        Assert.Equal(["utm.published.rows {row}", "utm.stage.cpu s", "utm.stage.duration s", "utm.stage.rows {row}"], instruments.Select(found => $"{found.Key} {found.Value}").Order(StringComparer.Ordinal));
        Assert.All(report.Stages, stage => Assert.InRange(stage.PeakMemoryBytes, 1 << 20, long.MaxValue));
    }
}
