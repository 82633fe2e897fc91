namespace UtmAttribution.Cleaning;

/// <summary>Times as they are read from text, in microseconds since 1970-01-01 UTC, and dates in days since then.</summary>
internal static class Timestamp
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>
    /// Reads <c>YYYY-MM-DD[T ]HH:MM[:SS[.1–9 digits]][Z|±HH[[:]MM]]</c>; no offset is UTC, digits beyond the microsecond are cut.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < 16 || !TryParseDate(text[..10], out var day) || text[10] is not ((byte)'T' or (byte)' ')
            || !TwoDigits(text[11..], 23, out var hour) || text[13] != ':' || !TwoDigits(text[14..], 59, out var minute))
            return false;
        text = text[16..];

        var second = 0;
        var fraction = 0L;
        if (text is [(byte)':', ..])
        {
            if (!TwoDigits(text[1..], 59, out second))
                return false;
            text = text[3..];
            if (text is [(byte)'.', ..] && !TryTakeFraction(ref text, out fraction))
                return false;
        }
        if (!TryParseOffset(text, out var offsetMinutes))
            return false;
        var seconds = (((((long)day * 24) + hour) * 60) + minute - offsetMinutes) * 60 + second;
        microseconds = (seconds * MicrosecondsPerSecond) + fraction;
        return true;
    }

    /// <summary>Reads <c>YYYY-MM-DD</c> as days since 1970-01-01.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TwoDigits(text, 99, out var century) || !TwoDigits(text[2..], 99, out var yearOfCentury)
            || !TwoDigits(text[5..], 12, out var month) || !TwoDigits(text[8..], 31, out var dayOfMonth))
            return false;
        var year = (century * 100) + yearOfCentury;
        if (year == 0 || month == 0 || dayOfMonth == 0 || dayOfMonth > DateTime.DaysInMonth(year, month))
            return false;
        day = ToDays(new DateOnly(year, month, dayOfMonth));
        return true;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static int ToDays(DateOnly date) => date.DayNumber - EpochDay;

    /// <summary>The date that lies so many days after 1970-01-01.</summary>
    public static DateOnly ToDate(int days) => DateOnly.FromDayNumber(days + EpochDay);

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        var digits = 0;
        for (text = text[1..]; text is [>= (byte)'0' and <= (byte)'9', ..]; text = text[1..])
        {
            if (++digits <= 6)
                microseconds = (microseconds * 10) + (text[0] - '0');
        }
        for (var i = digits; i < 6; i++)
            microseconds *= 10;
        return digits is >= 1 and <= 9;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || text is [(byte)'Z'])
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || !TwoDigits(text[1..], 23, out var hours))
            return false;
        var rest = text[3..];
        if (rest is [(byte)':', _, ..])
            rest = rest[1..];
        var minutesOfHour = 0;
        if (!rest.IsEmpty && (rest.Length != 2 || !TwoDigits(rest, 59, out minutesOfHour)))
            return false;
        minutes = ((hours * 60) + minutesOfHour) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<byte> text, int largest, out int value)
    {
        value = 0;
        if (text is not [>= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', ..])
            return false;
        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return value <= largest;
    }
}
