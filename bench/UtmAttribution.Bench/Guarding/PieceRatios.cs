using BenchmarkDotNet.Reports;
using UtmAttribution.Bench.Pieces;

namespace UtmAttribution.Bench.Guarding;

/// <summary>How fast pieces are, compared with their baselines: the baseline's time by theirs.</summary>
internal static class PieceRatios
{
    private static readonly Type[] Classes =
    [
        typeof(AttributionModels), typeof(ChannelClassification), typeof(ContentHashing), typeof(CopyDecoding), typeof(CopyPublishing),
        typeof(JourneyScanning), typeof(ParquetWriting), typeof(RowAppending),
    ];

    /// <summary>Measures.</summary>
    /// <param name="only">The ratios that are wanted, if not all; others of their classes come with them.</param>
    /// <returns>Ratios by class and method, <c>JourneyScanning.VisitsOfNewTexts</c>.</returns>
    public static IDictionary<string, double> Measure(IReadOnlySet<string>? only)
    {
        var classes = Classes.Where(one => only?.Any(name => name.StartsWith($"{one.Name}.", StringComparison.Ordinal)) != false).ToArray();
        if (classes.Length > 0)
            Console.Error.WriteLine($"measuring {string.Join(", ", classes.Select(one => one.Name))}");
        return (classes.Length == 0 ? [] : Suite.RunBriefly(classes)).SelectMany(Ratios).ToDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, double>> Ratios(Summary summary)
    {
        var baseline = summary.Reports.Single(report => report.BenchmarkCase.Descriptor.Baseline).ResultStatistics!.Median;
        return summary.Reports.Where(report => !report.BenchmarkCase.Descriptor.Baseline).Select(report => KeyValuePair.Create(
            $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}", baseline / report.ResultStatistics!.Median));
    }
}
