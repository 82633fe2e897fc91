using System.Globalization;
using System.Text;
using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Curve;

/// <summary>The curve as Markdown.</summary>
internal static class CurveTable
{
    private const double ExponentAim = 1.05;
    private const int Last = 3;

    /// <summary>Writes the tables.</summary>
    /// <param name="options">What was measured.</param>
    /// <param name="machine">Where.</param>
    /// <param name="embedded">The embedded engine's runs, by orders.</param>
    /// <param name="onServer">The server's, by orders; empty without one.</param>
    /// <param name="version">The server's version; null without one.</param>
    public static string Write(
        CurveOptions options, Machine machine, SortedDictionary<int, List<CurvePoint>> embedded, SortedDictionary<int, List<CurvePoint>> onServer, string? version)
    {
        var text = new StringBuilder();
        text.AppendLine("# How a run grows with its orders\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine}{(version is null ? "" : $", PostgreSQL {version}")}; `--memory {options.Memory} --threads {options.Threads} --models {EndToEndOptions.Models}`, {EndToEndOptions.Days} days.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians (min–max) of {options.Repeat}; what takes more than {CurveOptions.LongestRepeated} s was measured once. Ads are the same for every size.\n");
        text.AppendLine("## Files to Parquet, models in DuckDB\n");
        WriteCurve(text, embedded, "most in the temporary folder, MB");
        if (onServer.Count > 0)
        {
            text.AppendLine("\n## A database to a schema of it, models in PostgreSQL\n");
            text.AppendLine("CPU and memory are those of the process that waits for the server.\n");
            WriteCurve(text, onServer, "written to the server's temporary files, MB");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteCurve(StringBuilder text, SortedDictionary<int, List<CurvePoint>> sizes, string spilled)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| orders | wall, s | s per million | CPU, s | resident peak, MiB | {spilled} | published, MB |");
        text.AppendLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (orders, points) in sizes)
        {
            var (wall, cpu) = (Wall(points), Spread.Of(points.Select(point => point.Took.Cpu)));
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {orders:N0} | {wall} | {wall.Median / orders * 1e6:0.0} | {cpu} | {points.Max(point => point.PeakBytes) >> 20:N0} | {points.Max(point => point.SpilledBytes) / 1e6:N0} | {points.Max(point => point.OutputBytes) / 1e6:N0} |");
        }

        if (sizes.Count < 2)
            return;
        text.AppendLine("\n| time ∝ orders to the power of | exponent | aim | |").AppendLine("| --- | ---: | ---: | --- |");
        Fit("all sizes", [.. sizes]);
        if (sizes.Count > Last)
            Fit($"the last {Last}, where starting weighs less", [.. sizes.TakeLast(Last)]);
        Fit("the last two, where only growth is left", [.. sizes.TakeLast(2)]);

        void Fit(string what, IReadOnlyList<KeyValuePair<int, List<CurvePoint>>> of)
        {
            var exponent = PowerFit.Exponent([.. of.Select(size => ((double)size.Key, Wall(size.Value).Median))]);
            var holds = exponent <= ExponentAim ? "holds" : "does not hold";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {exponent:0.00} | {ExponentAim} | {holds} |");
        }
    }

    private static Spread Wall(List<CurvePoint> points) => Spread.Of(points.Select(point => point.Took.Wall));
}
