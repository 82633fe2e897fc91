using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace UtmAttribution;

/// <summary>
/// What runs tell of themselves to whoever listens, such as OpenTelemetry: activities <c>run</c> and, below it, one for each stage
/// and a <c>commit</c> for each target; below <c>publish</c> one for each <c>write file</c> and <c>copy rows</c>, below <c>commit</c> a
/// folder's <c>decide</c>, <c>move file</c>, <c>remove file</c> and <c>write manifest</c> and a database's <c>commit transaction</c>. Runs of
/// a <c>backfill</c> are below it. And for each stage how long it took and what it read or made.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the source of activities and of the meter.</summary>
    public const string Name = "UtmAttribution";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("utm.stage.duration", "s", "Wall time of a stage");
    private static readonly Counter<double> Work = Meter.CreateCounter<double>("utm.stage.cpu", "s", "What all threads of the process worked during a stage");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("utm.stage.rows", "{row}", "Rows that a stage read or made");
    private static readonly Counter<long> Published = Meter.CreateCounter<long>("utm.published.rows", "{row}", "Rows published, by dataset and target");

    internal static ActivitySource Activities { get; } = new(Name);

    /// <summary>Begins an activity; null where nobody listens.</summary>
    /// <param name="activity">Its name.</param>
    /// <param name="tag">What it is about: <c>utm.file</c>, <c>utm.table</c> or <c>utm.target</c>.</param>
    /// <param name="value">Which one.</param>
    internal static Activity? Start(string activity, string tag, string value) => Activities.StartActivity(activity)?.SetTag(tag, value);

    internal static void Add(StageTime stage)
    {
        var tag = new KeyValuePair<string, object?>("utm.stage", stage.Stage);
        Durations.Record(stage.Elapsed.TotalSeconds, tag);
        Work.Add(stage.Cpu.TotalSeconds, tag);
        Rows.Add(stage.Rows, tag);
    }

    internal static void Add(PublishedDataset dataset, string target) =>
        Published.Add(dataset.Rows, new("utm.dataset", dataset.Name), new("utm.target", target));
}
