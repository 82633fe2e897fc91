using System.Globalization;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>Times are µs since 1970-01-01 UTC, dates are days since then.</summary>
internal static partial class Times
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;
    private static readonly int EpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The first and last dates that four digits can write; a local date beyond them is taken for them.</summary>
    public static readonly int FirstDay = Day(DateOnly.MinValue);
    public static readonly int LastDay = Day(DateOnly.MaxValue);

    /// <summary>The time, or null where the text is not <c>YYYY-MM-DD[T ]HH:MM[:SS[.1–9 digits]][Z|±HH[[:]MM]]</c>.</summary>
    public static long? Parse(string? text)
    {
        if (text is null)
            return null;
        var match = Timestamp().Match(text);
        if (!match.Success || Day(match.Groups["date"].Value) is not { } day)
            return null;
        int hour = Number("hour"), minute = Number("minute"), second = Number("second");
        int offsetHour = Number("offhour"), offsetMinute = Number("offminute");
        if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59)
            return null;
        var micros = long.Parse((match.Groups["fraction"].Value + "000000")[..6], CultureInfo.InvariantCulture);
        var offset = (offsetHour * 3_600L + offsetMinute * 60L) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        var time = day * MicrosPerDay + (hour * 3_600L + minute * 60L + second - offset) * MicrosPerSecond + micros;
        return time >= FirstDay * MicrosPerDay && time < (LastDay + 1) * MicrosPerDay ? time : null;

        int Number(string group) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The date, or null where the text is not <c>YYYY-MM-DD</c>.</summary>
    public static int? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Day(date) : null;

    public static int Day(DateOnly date) => date.DayNumber - EpochDayNumber;

    public static DateOnly Date(int day) => DateOnly.FromDayNumber(day + EpochDayNumber);

    public static string FormatDay(int day) => Date(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Format(long time) =>
        DateTime.UnixEpoch.AddTicks(time * 10).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})" +
        @"(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?(?:Z|(?<sign>[+-])(?<offhour>[0-9]{2})(?::?(?<offminute>[0-9]{2}))?)?\z",
        RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Timestamp();
}
