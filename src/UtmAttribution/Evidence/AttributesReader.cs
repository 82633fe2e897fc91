using System.Text;
using System.Text.Json;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>Reads <c>custom_attributes</c>: an array of keys and values, of which UTM parameters and click ids are evidence.</summary>
internal sealed class AttributesReader
{
    private readonly JsonText _text = new();

    /// <summary>Reads the column's bytes.</summary>
    /// <param name="json">The column's bytes.</param>
    /// <param name="parameters">What was found, keys in any case; empty where nothing was.</param>
    /// <param name="texts">Where given, it gets the keys, in lower case, and values as they stand.</param>
    /// <returns>False where the text is no JSON, or neither object nor array.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, out Parameters parameters, List<(string Key, string? Value)>? texts = null)
    {
        parameters = new Parameters();
        try
        {
            var reader = new Utf8JsonReader(json, JsonText.Options);
            reader.Read();
            var usable = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.Null;
            if (reader.TokenType == JsonTokenType.StartObject)
                reader.Skip(); // It has no keys and values.
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadAttribute(ref reader, parameters, texts);
            }
            if (usable)
            {
                reader.Read(); // Throws where anything but blanks follows.
                return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON: nothing of the column is used.
        }
        parameters = new Parameters();
        return false;
    }

    private void ReadAttribute(ref Utf8JsonReader reader, Parameters parameters, List<(string Key, string? Value)>? texts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        string? key = null;
        string? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = _text.NameIs(ref reader, "key"u8);
            var isValue = _text.NameIs(ref reader, "value"u8);
            reader.Read();
            if (isKey)
                key = TakeName(ref reader);
            else if (isValue)
                value = _text.TakeString(ref reader);
            else
                reader.Skip();
        }
        if (key is null)
            return;
        parameters.Add(key, value);
        texts?.Add((key, value));
    }

    private string? TakeName(ref Utf8JsonReader reader) =>
        _text.TryTake(ref reader, out var name) && name.Length <= Parameters.LongestName * 3
            ? Casing.ToLower(Encoding.UTF8.GetString(name))
            : null;
}
