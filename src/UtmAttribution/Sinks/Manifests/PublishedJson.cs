using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtmAttribution.Sinks.Manifests;

/// <summary>How the files beside the Parquet are written: snake_case, indented, the same bytes on every system.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(LedgerFile))]
[JsonSerializable(typeof(Decision))]
internal sealed partial class PublishedJson : JsonSerializerContext
{
    /// <summary>With letters of all languages as they are: nobody puts these files into HTML.</summary>
    public static PublishedJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
