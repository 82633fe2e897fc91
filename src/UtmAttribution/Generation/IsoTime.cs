namespace UtmAttribution.Generation;

/// <summary>Writes times (µs since 1970) as ISO 8601.</summary>
internal static class IsoTime
{
    private const long Second = OrderTimes.MicrosPerSecond;

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>As Shopify writes it: <c>2025-11-28T13:45:10Z</c>, with a fraction only where there is one.</summary>
    public static void Write(Utf8Buffer target, long time)
    {
        WriteSeconds(target, time, 'T');
        if (time % Second != 0)
            target.Add("."u8).AddPadded((int)(time % Second), 6);
        target.Add("Z"u8);
    }

    /// <summary>The same instant in one of the other forms that are allowed; the time must be a whole minute.</summary>
    public static void WriteVariant(Utf8Buffer target, long time, int variant)
    {
        switch (variant % 8)
        {
            case 0:
                WriteSeconds(target, time, ' ');
                break;
            case 1:
                WriteSeconds(target, time, 'T');
                target.Add(".000000999Z"u8);
                break;
            case 2:
                WriteSeconds(target, time + ((5 * 3600) + (45 * 60)) * Second, 'T');
                target.Add("+05:45"u8);
                break;
            case 3:
                WriteSeconds(target, time - (7 * 3600 * Second), ' ');
                target.Add("-07"u8);
                break;
            case 4:
                WriteSeconds(target, time + ((9 * 3600) + (30 * 60)) * Second, 'T');
                target.Add(".0+0930"u8);
                break;
            case 5:
                WriteMinutes(target, time, 'T');
                target.Add("Z"u8);
                break;
            case 6:
                WriteMinutes(target, time, ' ');
                break;
            default:
                WriteMinutes(target, time - (4 * 3600 * Second), 'T');
                target.Add("-04:00"u8);
                break;
        }
    }

    private static void WriteSeconds(Utf8Buffer target, long time, char separator)
    {
        WriteMinutes(target, time, separator);
        target.Add(":"u8).AddPadded((int)(time / Second % 60), 2);
    }

    private static void WriteMinutes(Utf8Buffer target, long time, char separator)
    {
        var (days, minutes) = ((int)(time / OrderTimes.MicrosPerDay), (int)(time / (60 * Second) % 1440));
        DateOnly.FromDayNumber(Epoch + days).Deconstruct(out var year, out var month, out var day);
        target.AddPadded(year, 4).Add("-"u8).AddPadded(month, 2).Add("-"u8).AddPadded(day, 2)
            .Add(separator == 'T' ? "T"u8 : " "u8)
            .AddPadded(minutes / 60, 2).Add(":"u8).AddPadded(minutes % 60, 2);
    }
}
