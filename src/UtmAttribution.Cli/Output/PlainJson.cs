using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using UtmAttribution.Cli.Explaining;
using UtmAttribution.Comparison;
using UtmAttribution.Sinks.Postgres.Checks;
using UtmAttribution.Tagging;

namespace UtmAttribution.Cli.Output;

/// <summary>
/// Results as JSON: snake_case, indented, letters of all languages as they are. The compiler makes the code for each type that is
/// named here, as published programs may have no reflection.
/// </summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BackfillJson))]
[JsonSerializable(typeof(DifferentPlace))]
[JsonSerializable(typeof(DiffJson.Head))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(FindingsJson))]
[JsonSerializable(typeof(RestatementJson))]
[JsonSerializable(typeof(SchemaState))]
[JsonSerializable(typeof(TaggingReport))]
internal sealed partial class PlainJson : JsonSerializerContext
{
    /// <summary>What results are written with.</summary>
    public static PlainJson Readable => field ??= With(isIndented: true);

    /// <summary>The same in one line, without spaces.</summary>
    public static PlainJson Compact => field ??= With(isIndented: false);

    /// <summary>Writes a result and a line end.</summary>
    public static void Write<T>(T result, JsonTypeInfo<T> type, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(result, type));

    private static PlainJson With(bool isIndented) =>
        new(new JsonSerializerOptions(Default.Options) { WriteIndented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
