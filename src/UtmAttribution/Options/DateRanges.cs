namespace UtmAttribution.Options;

/// <summary>Dates as people read them.</summary>
internal static class DateRanges
{
    /// <summary>Dates in any order: those that follow each other as one range, <c>2025-01-01 to 2025-01-31, 2025-03-01</c>.</summary>
    public static string Text(IEnumerable<DateOnly> dates)
    {
        var ranges = new List<(DateOnly First, DateOnly Last)>();
        foreach (var date in dates.Order())
        {
            if (ranges is [.., var last] && last.Last.AddDays(1) == date)
                ranges[^1] = (last.First, date);
            else
                ranges.Add((date, date));
        }

        return string.Join(", ", ranges.Select(range => Text(range.First, range.Last)));
    }

    /// <summary>A range; of one date that alone.</summary>
    public static string Text(DateOnly first, DateOnly last) => first == last ? $"{first:yyyy-MM-dd}" : $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}";
}
