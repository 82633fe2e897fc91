namespace UtmAttribution.Generation;

/// <summary>Moments whose JSON is broken or unusual.</summary>
internal static class HostileMoments
{
    private static readonly string[] BadTimes =
    [
        "yesterday", "2025-13-01T00:00:00Z", "2025-02-30T10:00:00Z", "2025-11-05", "05/11/2025 10:00", "2025-11-05T25:00:00Z",
        "", "2025-11-05T10:61:00Z", "20251105T100000Z", "null",
    ];

    private static readonly byte[][] NoObjects = ["42"u8.ToArray(), "\"moment\""u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "true"u8.ToArray()];

    private static readonly byte[][] BadTimeBytes = [.. BadTimes.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Whether the oddity shows only where the UTM values stand in the landing page.</summary>
    public static bool NeedsPage(HostileVisit hostile) =>
        hostile is >= HostileVisit.UpperCaseNames and <= HostileVisit.UserAndPort and not HostileVisit.EmptyValues;

    /// <summary>Writes the moment where its JSON is what is hostile about it; false where it is an ordinary one.</summary>
    public static bool TryWrite(Utf8Buffer target, in Visit visit, ReadOnlySpan<byte> page, EncodedText[]? values)
    {
        if (visit.Hostile is < HostileVisit.TimeFormat or > HostileVisit.EscapedKeys)
            return false;
        var choice = (int)(visit.Bits >> 33);
        if (visit.Hostile == HostileVisit.NoObject)
        {
            target.Add(NoObjects[choice % NoObjects.Length]);
            return true;
        }

        target.Add("{"u8);
        WriteTime(target, visit, choice);
        if (visit.Hostile == HostileVisit.UnknownFields)
            target.Add("\"__typename\":\"CustomerVisit\",\"marketing\":{\"moments\":[{\"occurredAt\":\"2001-01-01T00:00:00Z\"},[[[{}]]]],\"n\":-1.5e-3},"u8);
        JourneyWriter.WriteOrigin(target, page, visit);
        target.Add(visit.Hostile == HostileVisit.EscapedKeys ? ",\"utm\\u0050arameters\":"u8 : ",\"utmParameters\":"u8);
        WriteParameters(target, visit.Hostile, values, choice);
        target.Add("}"u8);
        return true;
    }

    private static void WriteTime(Utf8Buffer target, in Visit visit, int choice)
    {
        if (visit.Hostile == HostileVisit.NoTime)
        {
            target.Add(choice % 2 == 0 ? "\"occurredAt\":null,"u8 : ""u8);
            return;
        }

        if (visit.Hostile == HostileVisit.NumberAsTime)
        {
            target.Add("\"occurredAt\":"u8).Add(visit.Time / OrderTimes.MicrosPerSecond).Add(","u8);
            return;
        }

        if (visit.Hostile == HostileVisit.RepeatedKeys)
            target.Add("\"occurredAt\":\"2001-01-01T00:00:00Z\",\"utmParameters\":{\"source\":\"first\",\"term\":\"first\"},"u8);
        target.Add(visit.Hostile == HostileVisit.EscapedKeys ? "\"occurred\\u0041t\":\""u8 : "\"occurredAt\":\""u8);
        if (visit.Hostile == HostileVisit.BadTime)
            target.Add(BadTimeBytes[choice % BadTimeBytes.Length]);
        else if (visit.Hostile == HostileVisit.TimeFormat)
            IsoTime.WriteVariant(target, visit.Time, choice);
        else
            IsoTime.Write(target, visit.Time);
        target.Add("\","u8);
    }

    private static void WriteParameters(Utf8Buffer target, HostileVisit hostile, EncodedText[]? values, int choice)
    {
        switch (hostile)
        {
            case HostileVisit.WrongTypes:
                target.Add("{\"source\":true,\"medium\":[\"cpc\"],\"campaign\":{\"name\":\"x\"},\"content\":false,\"term\":[]}"u8);
                break;
            case HostileVisit.NumbersAsText:
                target.Add("{\"source\":42,\"medium\":\"cpc\",\"campaign\":120210000000000000,\"content\":-7,\"term\":0}"u8);
                break;
            case HostileVisit.ParametersAsText:
                target.Add(choice % 3 == 0 ? "\"facebook\""u8 : choice % 3 == 1 ? "[{\"source\":\"facebook\"}]"u8 : "17"u8);
                break;
            case HostileVisit.RepeatedKeys:
                target.Add("{\"source\":\"first\",\"medium\":\"first\",\"source\":\"newsletter\",\"medium\":null,\"medium\":\"email\"}"u8);
                break;
            default:
                if (values is null)
                    target.Add("null"u8);
                else
                    UtmTag.WriteJson(target, values);
                break;
        }
    }
}
