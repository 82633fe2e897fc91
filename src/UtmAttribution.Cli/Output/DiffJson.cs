using System.Text.Encodings.Web;
using System.Text.Json;
using UtmAttribution.Comparison;

namespace UtmAttribution.Cli.Output;

/// <summary>How two outputs differ as JSON: snake_case, amounts with all digits, a place per line.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes everything; the places one by one, as there may be more than memory holds.</summary>
    public static void Write(OutputDifferences differences, int? most, TextWriter writer, CancellationToken cancellation)
    {
        using var head = new StringWriter { NewLine = "\n" };
        PlainJson.Write(
            new { differences.AreSame, A = differences.A.Description, B = differences.B.Description, differences.Notes, differences.Datasets }, head);
        writer.Write(head.ToString().TrimEnd('\n', '}'));
        writer.Write(",\n  \"places\": [");
        var before = "";
        foreach (var place in differences.LargestPlaces(most, cancellation))
        {
            writer.Write($"{before}\n    {JsonSerializer.Serialize(place, Compact)}");
            before = ",";
        }

        writer.Write(before.Length == 0 ? "]\n}\n" : "\n  ]\n}\n");
    }
}
