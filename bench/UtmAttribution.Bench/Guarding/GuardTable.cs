using System.Globalization;
using System.Text;
using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Guarding;

/// <summary>Compared ratios as a table.</summary>
internal static class GuardTable
{
    /// <summary>Writes it.</summary>
    public static string Write(KeptRatios kept, IReadOnlyList<ComparedRatio> compared)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Times as fast as the baseline or the floor. Was: {kept.Machine}. Is: {Machine.Here()}.").AppendLine();
        text.AppendLine("| | was | is | verdict |").AppendLine("| --- | ---: | ---: | --- |");
        foreach (var one in compared)
            text.AppendLine($"| {one.Name} | {Show(one.Was)} | {Show(one.Is)} | {Say(one)} |");
        var worse = compared.Count(one => one.Verdict == Verdict.Worse);
        text.AppendLine().AppendLine(worse > 0 ? $"{worse} have fallen by more than a quarter." : "None has fallen by more than a quarter.");
        return text.ToString();
    }

    private static string Show(double? ratio) => ratio is { } known ? known.ToString("G3", CultureInfo.InvariantCulture) : "";

    private static string Say(ComparedRatio one) => one.Verdict switch
    {
        Verdict.Worse => string.Create(CultureInfo.InvariantCulture, $"**worse**: {100 * (1 - (one.Is / one.Was)):0} % less, measured twice"),
        Verdict.Better => "better: keep it with --accept",
        Verdict.New => "new: keep it with --accept",
        Verdict.Missing => "**not measured** any more: --accept forgets it",
        _ => "",
    };
}
