using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Sinks;

/// <summary>
/// How the files beside the Parquet and the columns of <c>utm_runs</c> are written: snake_case, the same bytes on every system. The
/// compiler makes the code for each type that is named here, as published programs may have no reflection.
/// </summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(LedgerFile))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Ledger))]
[JsonSerializable(typeof(IEnumerable<RunStage>))]
[JsonSerializable(typeof(IReadOnlyList<PublishedDataset>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class PublishedJson : JsonSerializerContext
{
    /// <summary>Files: indented, with letters of all languages as they are: nobody puts these files into HTML.</summary>
    public static PublishedJson Readable => field ??= With(isIndented: true);

    /// <summary>Values of columns: the same without spaces.</summary>
    public static PublishedJson Compact => field ??= With(isIndented: false);

    private static PublishedJson With(bool isIndented) =>
        new(new JsonSerializerOptions(Default.Options) { WriteIndented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
