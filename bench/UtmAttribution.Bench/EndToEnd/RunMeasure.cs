using System.Text.Json;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>One run of the product.</summary>
/// <param name="Took">The whole process, from its start to its end.</param>
/// <param name="PeakBytes">Its largest resident memory.</param>
/// <param name="Stages">Seconds by stage.</param>
/// <param name="Rows">Rows published, over all targets.</param>
/// <param name="Bytes">Bytes published, over all targets.</param>
internal sealed record RunMeasure(Measure Took, long PeakBytes, IReadOnlyDictionary<string, double> Stages, long Rows, long Bytes)
{
    private const string PublishStage = "publish";

    /// <summary>The most bytes that lay in its temporary folder.</summary>
    public long SpilledBytes { get; init; }

    /// <summary>Seconds of the stages that publish.</summary>
    public double Publish => Stages.Where(stage => stage.Key.StartsWith(PublishStage, StringComparison.Ordinal)).Sum(stage => stage.Value);

    /// <summary>What was measured from outside, and what the run's own report says.</summary>
    /// <param name="took">The whole process.</param>
    /// <param name="peak">Its largest resident memory, in bytes.</param>
    /// <param name="spilled">The most bytes that lay in its temporary folder.</param>
    /// <param name="report">Its report, as JSON.</param>
    public static RunMeasure Of(Measure took, long peak, long spilled, string report)
    {
        using var json = JsonDocument.Parse(report);
        var stages = json.RootElement.GetProperty("stages").EnumerateArray()
            .GroupBy(stage => stage.GetProperty("stage").GetString()!, stage => stage.GetProperty("seconds").GetDouble(), StringComparer.Ordinal)
            .ToDictionary(stage => stage.Key, stage => stage.Sum(), StringComparer.Ordinal);
        var datasets = json.RootElement.GetProperty("datasets").EnumerateArray().ToList();
        return new(
            took, peak, stages,
            datasets.Sum(dataset => dataset.GetProperty("rows").GetInt64()),
            datasets.Sum(dataset => dataset.GetProperty("bytes").GetInt64()))
        {
            SpilledBytes = spilled,
        };
    }
}
