using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace UtmAttribution.Generation;

/// <summary>One text in the three forms that rows need, encoded once.</summary>
/// <param name="Json">A whole JSON value: a quoted string, or <c>null</c>.</param>
/// <param name="Url">Percent-encoded for a query.</param>
/// <param name="Plain">As it stands in a column of text.</param>
internal sealed record EncodedText(byte[] Json, byte[] Url, byte[] Plain)
{
    /// <summary>No value.</summary>
    public static EncodedText Null { get; } = new("null"u8.ToArray(), [], []);

    /// <summary>Encodes a text; null gives <see cref="Null"/>.</summary>
    public static EncodedText Of(string? text) => text is null ? Null : Of(text, Uri.EscapeDataString(text));

    /// <summary>Encodes a text whose form in a URL is given, such as a badly encoded one.</summary>
    public static EncodedText Of(string text, string url) => Of(text, url, Quote(text));

    /// <summary>All three forms, where the JSON one cannot be derived, such as a lone surrogate.</summary>
    public static EncodedText Of(string text, string url, string json) =>
        new(Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes(url), Encoding.UTF8.GetBytes(text));

    private static string Quote(string text) =>
        '"' + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() + '"';
}
