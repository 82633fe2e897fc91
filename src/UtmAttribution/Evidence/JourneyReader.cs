using System.Text.Json;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>
/// Reads <c>customer_journey</c>, from UTF-8 bytes to visits in one forward pass. Text becomes numbers of the dictionary, so
/// that a moment whose texts were seen before allocates nothing. The last of repeated keys wins; unknown keys are passed over.
/// </summary>
/// <param name="evidence">Gives the numbers.</param>
/// <param name="scans">Whether plain journeys are read in the fast way; what comes out is the same.</param>
internal sealed class JourneyReader(EvidenceDictionary evidence, bool scans = true)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const long FirstUsableTime = 946_684_800_000_000; // 2000-01-01 UTC

    private readonly JsonText _text = new();
    private readonly JourneyScan _scan = new();

    /// <summary>The visits of the journey read last that lie in the order's lookback.</summary>
    public List<Visit> Visits { get; } = [];

    /// <summary>The indexes, from 0, of the moments that can't be used.</summary>
    public List<int> BadMoments { get; } = [];

    /// <summary>Reads a journey; without usable JSON both lists are empty.</summary>
    /// <param name="json">The column's bytes.</param>
    /// <param name="orderedAt">The order's time: a moment more than a day after it can't be used.</param>
    /// <param name="lookbackStart">Visits before this time are not taken.</param>
    /// <returns>False where the text is no JSON, neither object nor array, or its moments are no array.</returns>
    public bool TryRead(ReadOnlySpan<byte> json, long orderedAt, long lookbackStart)
    {
        Clear();
        if (scans && _scan.TryRead(json))
        {
            Take(json, orderedAt + MicrosecondsPerDay, lookbackStart);
            return true;
        }
        try
        {
            var reader = new Utf8JsonReader(json, JsonText.Options);
            reader.Read();
            var usable = reader.TokenType switch
            {
                JsonTokenType.Null => true,
                JsonTokenType.StartArray => reader.TrySkip(), // It has no moments.
                JsonTokenType.StartObject => TryReadSummary(ref reader, json, orderedAt + MicrosecondsPerDay, lookbackStart),
                _ => false,
            };
            if (usable)
            {
                reader.Read(); // Throws where anything but blanks follows.
                return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON: the whole column is of no use, whatever stood before the fault.
        }
        Clear();
        return false;
    }

    /// <summary>Forgets the journey read last.</summary>
    public void Clear()
    {
        Visits.Clear();
        BadMoments.Clear();
    }

    // The landing pages of all moments are brought near before the first is looked up: memory is waited for once.
    private void Take(ReadOnlySpan<byte> json, long latest, long earliest)
    {
        var moments = _scan.Moments;
        foreach (ref var moment in moments)
        {
            if (moment.Page.Length > 0)
                evidence.BringNear(moment.PageHash = TextHash.Of(moment.Page.Of(json)));
        }
        for (var index = 0; index < moments.Length; index++)
        {
            ref var moment = ref moments[index];
            var page = moment.Page.Length > 0 ? evidence.LandingPage(moment.Page.Of(json), moment.PageHash) : LandingPage.None;
            var referrer = evidence.Referrer(moment.Referrer.Of(json));
            var utm = moment.Utm.Length > 0 ? evidence.Utm(moment.Utm.Of(json)) : 0;
            if (moment.At is { } at)
                Take(index, evidence.Visit(at, utm, page, referrer, DataSource.CustomerJourney), latest, earliest);
            else
                BadMoments.Add(index);
        }
    }

    private void Take(int index, Visit visit, long latest, long earliest)
    {
        if (visit.At < FirstUsableTime || visit.At > latest)
            BadMoments.Add(index);
        else if (visit.At >= earliest)
            Visits.Add(visit);
    }

    private bool TryReadSummary(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, long latest, long earliest)
    {
        var usable = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMoments = _text.NameIs(ref reader, "moments"u8);
            reader.Read();
            if (!isMoments)
            {
                reader.Skip();
                continue;
            }
            Clear();
            usable = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null;
            if (reader.TokenType == JsonTokenType.StartArray)
                ReadMoments(ref reader, json, latest, earliest);
            else
                reader.Skip();
        }
        return usable;
    }

    private void ReadMoments(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, long latest, long earliest)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (TryReadMoment(ref reader, json, out var visit))
                Take(index, visit, latest, earliest);
            else
                BadMoments.Add(index);
        }
    }

    private bool TryReadMoment(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out Visit visit)
    {
        visit = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        long? at = null;
        var page = LandingPage.None;
        var referrer = Referrer.None;
        var utm = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_text.NameIs(ref reader, "occurredAt"u8))
            {
                reader.Read();
                at = _text.TryTake(ref reader, out var time) && Timestamp.TryParse(time, out var microseconds) ? microseconds : null;
            }
            else if (_text.NameIs(ref reader, "landingPage"u8))
            {
                reader.Read();
                page = _text.TryTake(ref reader, out var url) ? evidence.LandingPage(url) : LandingPage.None;
            }
            else if (_text.NameIs(ref reader, "referrerUrl"u8))
            {
                reader.Read();
                referrer = _text.TryTake(ref reader, out var url) ? evidence.Referrer(url) : Referrer.None;
            }
            else if (_text.NameIs(ref reader, "utmParameters"u8))
            {
                reader.Read();
                utm = ReadUtm(ref reader, json);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (at is not { } found)
            return false;
        visit = evidence.Visit(found, utm, page, referrer, DataSource.CustomerJourney);
        return true;
    }

    // The raw bytes of the object are the key: of millions of objects only hundreds differ, and only those are parsed.
    private int ReadUtm(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isObject ? evidence.Utm(json[start..(int)reader.BytesConsumed]) : 0;
    }
}
