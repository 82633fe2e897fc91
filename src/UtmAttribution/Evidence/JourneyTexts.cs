using System.Text.Json;

namespace UtmAttribution.Evidence;

/// <summary>The texts of one moment of a journey as they stand in the column.</summary>
/// <param name="OccurredAt">Its time; null where there is no text.</param>
/// <param name="LandingPage">The landing page.</param>
/// <param name="Referrer">The referrer.</param>
/// <param name="Utm">The <c>utmParameters</c>, not cleaned.</param>
internal sealed record MomentTexts(string? OccurredAt, string? LandingPage, string? Referrer, UtmTuple Utm);

/// <summary>
/// Reads the texts of <c>customer_journey</c> as they stand, to be shown beside what <see cref="JourneyReader"/> makes of them. As
/// there, the last of repeated keys wins.
/// </summary>
internal static class JourneyTexts
{
    /// <summary>A text for each moment, by its index; null for one that is no object. None where the column is of no use.</summary>
    public static IReadOnlyList<MomentTexts?> Read(ReadOnlySpan<byte> json)
    {
        var text = new JsonText();
        var moments = new List<MomentTexts?>();
        var reader = new Utf8JsonReader(json, JsonText.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMoments = text.NameIs(ref reader, "moments"u8);
                reader.Read();
                if (isMoments)
                    moments.Clear();
                if (!isMoments || reader.TokenType != JsonTokenType.StartArray)
                    reader.Skip();
                else
                    ReadMoments(ref reader, json, text, moments);
            }
            reader.Read(); // Throws where anything but blanks follows.
        }
        catch (JsonException)
        {
            return []; // Not JSON: the whole column is of no use.
        }
        return moments;
    }

    private static void ReadMoments(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonText text, List<MomentTexts?> moments)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                moments.Add(ReadMoment(ref reader, json, text));
                continue;
            }
            reader.Skip();
            moments.Add(null);
        }
    }

    private static MomentTexts ReadMoment(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonText text)
    {
        var moment = new MomentTexts(null, null, null, default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTime = text.NameIs(ref reader, "occurredAt"u8);
            var isPage = text.NameIs(ref reader, "landingPage"u8);
            var isReferrer = text.NameIs(ref reader, "referrerUrl"u8);
            var isUtm = text.NameIs(ref reader, "utmParameters"u8);
            reader.Read();
            if (isTime)
                moment = moment with { OccurredAt = text.TakeString(ref reader) };
            else if (isPage)
                moment = moment with { LandingPage = text.TakeString(ref reader) };
            else if (isReferrer)
                moment = moment with { Referrer = text.TakeString(ref reader) };
            else if (isUtm)
                moment = moment with { Utm = ReadUtm(ref reader, json) };
            else
                reader.Skip();
        }
        return moment;
    }

    private static UtmTuple ReadUtm(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isObject ? new UtmObjectReader().ReadTexts(json[start..(int)reader.BytesConsumed]) : default;
    }
}
