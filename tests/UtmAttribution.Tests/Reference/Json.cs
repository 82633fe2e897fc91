using System.Text.Json;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>JSON as RFC 8259 has it, with the contract's reading of values as text.</summary>
internal static partial class Json
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>The document, or null where the text is not RFC 8259.</summary>
    public static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(WithoutLoneSurrogates(text), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The last property of that name, or null where there is none, it is JSON null, or this is no object.</summary>
    public static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The value as text: a number is its own text; booleans, arrays and objects are NULL.</summary>
    public static string? GetText(JsonElement element, string name) => Get(element, name) is not { } value
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    // The grammar allows \uD800 alone, but it is no Unicode text: it becomes U+FFFD.
    private static string WithoutLoneSurrogates(string text) => text.Contains("\\u", StringComparison.Ordinal)
        ? Escape().Replace(text, m => m.Groups["lone"].Success ? "\\uFFFD" : m.Value)
        : text;

    [GeneratedRegex(@"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Escape();
}
