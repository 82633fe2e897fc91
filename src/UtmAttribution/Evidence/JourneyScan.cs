using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>
/// Finds the texts of a journey that is plain JSON, as nearly all are, in one walk over its bytes. It gives up where anything
/// unusual comes: escapes, fractions, keys that repeat, values of unexpected types, what is no JSON. <see cref="JourneyReader"/>
/// then reads the journey token by token.
/// </summary>
internal sealed class JourneyScan
{
    private JourneyMoment[] _moments = new JourneyMoment[64];
    private int _count;

    /// <summary>The moments of the journey read last.</summary>
    public Span<JourneyMoment> Moments => _moments.AsSpan(0, _count);

    /// <summary>Reads a journey.</summary>
    /// <returns>False where it must be read in another way.</returns>
    public bool TryRead(ReadOnlySpan<byte> json)
    {
        _count = 0;
        var cursor = new JsonCursor(json);
        if (!cursor.TryTake((byte)'{'))
            return false;
        if (cursor.TryTake((byte)'}'))
            return cursor.IsAtEnd();
        var hasMoments = false;
        do
        {
            if (!cursor.TryTakeName(out var name))
                return false;
            if (!name.SequenceEqual("moments"u8))
            {
                if (!cursor.TrySkip())
                    return false;
                continue;
            }
            if (hasMoments || !TryReadMoments(ref cursor, json))
                return false;
            hasMoments = true;
        }
        while (cursor.TryTake((byte)','));
        return cursor.TryTake((byte)'}') && cursor.IsAtEnd();
    }

    private bool TryReadMoments(ref JsonCursor cursor, ReadOnlySpan<byte> json)
    {
        if (!cursor.TryTake((byte)'['))
            return false;
        if (cursor.TryTake((byte)']'))
            return true;
        do
        {
            if (_count == _moments.Length)
                Array.Resize(ref _moments, _count * 2);
            ref var moment = ref _moments[_count++];
            moment = default;
            if (!TryReadMoment(ref cursor, json, ref moment))
                return false;
        }
        while (cursor.TryTake((byte)','));
        return cursor.TryTake((byte)']');
    }

    private static bool TryReadMoment(ref JsonCursor cursor, ReadOnlySpan<byte> json, ref JourneyMoment moment)
    {
        if (!cursor.TryTake((byte)'{'))
            return false;
        if (cursor.TryTake((byte)'}'))
            return true;
        var known = Fields.None;
        do
        {
            if (!cursor.TryTakeName(out var name))
                return false;
            var field = Field(name);
            if ((known & field) != Fields.None || !TryReadValue(ref cursor, json, field, ref moment))
                return false;
            known |= field;
        }
        while (cursor.TryTake((byte)','));
        return cursor.TryTake((byte)'}');
    }

    private static bool TryReadValue(ref JsonCursor cursor, ReadOnlySpan<byte> json, Fields field, ref JourneyMoment moment)
    {
        if (field == Fields.None)
            return cursor.TrySkip();
        if (cursor.TryTakeNull())
            return true;
        if (field == Fields.Utm)
        {
            var start = cursor.Peek() == '{' ? cursor.At : -1;
            if (start < 0 || !cursor.TrySkip())
                return false;
            moment.Utm = new(start, cursor.At - start);
            return true;
        }
        if (!cursor.TryTakeString(out var text))
            return false;
        switch (field)
        {
            case Fields.Time:
                moment.At = Timestamp.TryParse(text.Of(json), out var time) ? time : null;
                break;
            case Fields.Page:
                moment.Page = text;
                break;
            default:
                moment.Referrer = text;
                break;
        }
        return true;
    }

    private static Fields Field(ReadOnlySpan<byte> name) => name.Length switch
    {
        10 when name.SequenceEqual("occurredAt"u8) => Fields.Time,
        11 when name.SequenceEqual("landingPage"u8) => Fields.Page,
        11 when name.SequenceEqual("referrerUrl"u8) => Fields.Referrer,
        13 when name.SequenceEqual("utmParameters"u8) => Fields.Utm,
        _ => Fields.None,
    };

    [Flags]
    private enum Fields
    {
        None = 0,
        Time = 1,
        Page = 2,
        Referrer = 4,
        Utm = 8,
    }
}
