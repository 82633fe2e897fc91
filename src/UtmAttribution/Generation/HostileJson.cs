namespace UtmAttribution.Generation;

/// <summary>Breaks, or oddly writes, the JSON columns of an order.</summary>
internal static class HostileJson
{
    private static readonly byte[][] Scalars = ["42"u8.ToArray(), "\"journey\""u8.ToArray(), "true"u8.ToArray(), "-0.5e1"u8.ToArray()];

    public static void Apply(OrderRow row, HostileOrder kind, ref Prng random)
    {
        var journey = row.Journey;
        if (journey.Length == 0 && kind <= HostileOrder.OddFormatting)
            journey.Add("{\"moments\":[]}"u8);
        switch (kind)
        {
            case HostileOrder.TruncatedJson:
                Cut(journey, random.Between(1, journey.Length - 1));
                break;
            case HostileOrder.TrailingGarbage:
                journey.Add(random.Below(2) == 0 ? "}"u8 : " null"u8);
                break;
            case HostileOrder.JsonNull:
                journey.Clear().Add(" null "u8);
                break;
            case HostileOrder.JsonScalar:
                journey.Clear().Add(Scalars[random.Below(Scalars.Length)]);
                break;
            case HostileOrder.MomentsNoArray:
                journey.Clear().Add(random.Below(2) == 0 ? "{\"moments\":{\"occurredAt\":\"2025-01-01T00:00:00Z\"}}"u8 : "{\"moments\":\"none\"}"u8);
                break;
            case HostileOrder.EmptyMoments:
                journey.Clear().Add("{ \"ready\" : false , \"moments\" : [ ] }"u8);
                break;
            case HostileOrder.ManyMoments:
                WriteMany(row, random.Between(30, 130));
                break;
            case HostileOrder.RepeatedMomentsKey:
                Prefix(journey, "{\"moments\":[{\"occurredAt\":\"2025-01-01T00:00:00Z\",\"utmParameters\":{\"source\":\"first\"}},7],"u8);
                break;
            case HostileOrder.OddFormatting:
                Prefix(journey, "\n{\r\n\t\"customerOrderIndex\" : 3 , \"firstVisit\" : { \"moments\" : [ 1 , 2 ] } ,\n\t"u8);
                journey.Add(" \n\t"u8);
                break;
            case HostileOrder.TruncatedAttributes:
                row.Attributes.Clear().Add("[{\"key\":\"utm_source\",\"value\":\"face"u8);
                break;
            case HostileOrder.AttributesScalar:
                row.Attributes.Clear().Add(Scalars[random.Below(Scalars.Length)]);
                break;
            case HostileOrder.OddAttributes:
                row.Attributes.Clear().Add("[null,7,\"utm_source\",[],{\"key\":null,\"value\":\"x\"},{\"value\":\"x\"},{\"key\":\"utm_medium\"},"u8)
                    .Add("{\"key\":\"utm_source\",\"value\":{\"a\":1}},{\"key\":\"Utm_Campaign\",\"value\":120210000000000000,\"more\":[]}]"u8);
                break;
        }
    }

    // Never inside a character: a column of text holds UTF-8.
    private static void Cut(Utf8Buffer text, int length)
    {
        while ((text.Written[length] & 0xC0) == 0x80)
            length--;
        text.Truncate(length);
    }

    // Puts a beginning in the place of the opening brace.
    private static void Prefix(Utf8Buffer journey, ReadOnlySpan<byte> beginning)
    {
        var rest = journey.Written[1..].ToArray();
        journey.Clear().Add(beginning).Add(rest);
    }

    // A minute apart, back from the order: sessions of many visits, with a new campaign every tenth.
    private static void WriteMany(OrderRow row, int count)
    {
        var journey = row.Journey.Clear().Add("{\"moments\":["u8);
        for (var i = count; i > 0; i--)
        {
            journey.Add("{\"occurredAt\":\""u8);
            IsoTime.Write(journey, row.Created!.Value - (i * 60L * OrderTimes.MicrosPerSecond));
            journey.Add("\",\"landingPage\":\"https://shop.example/?p="u8).Add(i)
                .Add("\",\"referrerUrl\":null,\"source\":\"direct\",\"utmParameters\":"u8);
            if (i % 10 == 0)
                journey.Add("{\"source\":\"newsletter\",\"medium\":\"email\",\"campaign\":\"part "u8).Add(i / 10 % 3).Add("\"}}"u8);
            else
                journey.Add("null}"u8);
            if (i > 1)
                journey.Add(","u8);
        }

        journey.Add("]}"u8);
    }
}
