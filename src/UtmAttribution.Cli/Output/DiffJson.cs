using System.Text.Json;
using UtmAttribution.Comparison;

namespace UtmAttribution.Cli.Output;

/// <summary>How two outputs differ as JSON: snake_case, amounts with all digits, a place per line.</summary>
internal static class DiffJson
{
    /// <summary>Writes everything; the places one by one, as there may be more than memory holds.</summary>
    public static void Write(OutputDifferences differences, int? most, TextWriter writer, CancellationToken cancellation)
    {
        using var head = new StringWriter { NewLine = "\n" };
        PlainJson.Write(
            new(differences.AreSame, differences.A.Description, differences.B.Description, differences.Notes, differences.Datasets),
            PlainJson.Readable.Head, head);
        writer.Write(head.ToString().TrimEnd('\n', '}'));
        writer.Write(",\n  \"places\": [");
        var before = "";
        foreach (var place in differences.LargestPlaces(most, cancellation))
        {
            writer.Write($"{before}\n    {JsonSerializer.Serialize(place, PlainJson.Compact.DifferentPlace)}");
            before = ",";
        }

        writer.Write(before.Length == 0 ? "]\n}\n" : "\n  ]\n}\n");
    }

    /// <summary>All but the places.</summary>
    /// <param name="AreSame">Whether both have the same rows.</param>
    /// <param name="A">The first output, in words.</param>
    /// <param name="B">The second output.</param>
    /// <param name="Notes">What else a person should know, a sentence each.</param>
    /// <param name="Datasets">How their rows differ.</param>
    internal sealed record Head(bool AreSame, string A, string B, IReadOnlyList<string> Notes, IReadOnlyList<DatasetDifference> Datasets);
}
