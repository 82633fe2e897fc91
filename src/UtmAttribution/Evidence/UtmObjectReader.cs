using System.Text.Json;

namespace UtmAttribution.Evidence;

/// <summary>Reads one <c>utmParameters</c> object.</summary>
internal sealed class UtmObjectReader
{
    private readonly JsonText _text = new();

    /// <summary>The cleaned values of an object that is known to be valid JSON.</summary>
    public UtmTuple Read(ReadOnlySpan<byte> json)
    {
        var (source, medium, campaign, content, term) = ReadTexts(json);
        return UtmTuple.Clean(source, medium, campaign, content, term);
    }

    /// <summary>The values of such an object as they stand.</summary>
    public UtmTuple ReadTexts(ReadOnlySpan<byte> json)
    {
        string? source = null, medium = null, campaign = null, content = null, term = null;
        var reader = new Utf8JsonReader(json, JsonText.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_text.NameIs(ref reader, "source"u8))
                source = TakeValue(ref reader);
            else if (_text.NameIs(ref reader, "medium"u8))
                medium = TakeValue(ref reader);
            else if (_text.NameIs(ref reader, "campaign"u8))
                campaign = TakeValue(ref reader);
            else if (_text.NameIs(ref reader, "content"u8))
                content = TakeValue(ref reader);
            else if (_text.NameIs(ref reader, "term"u8))
                term = TakeValue(ref reader);
            else
                TakeValue(ref reader);
        }
        return new(source, medium, campaign, content, term);
    }

    private string? TakeValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        return _text.TakeString(ref reader);
    }
}
