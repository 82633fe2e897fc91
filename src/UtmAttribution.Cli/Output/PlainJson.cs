using System.Text.Encodings.Web;
using System.Text.Json;

namespace UtmAttribution.Cli.Output;

/// <summary>Results as JSON: snake_case, indented, letters of all languages as they are.</summary>
internal static class PlainJson
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.General)
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a result and a line end.</summary>
    public static void Write<T>(T result, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(result, Readable));
}
