using UtmAttribution.Backfilling;

namespace UtmAttribution.Tests.Backfilling;

/// <summary>Where a range of dates is cut.</summary>
public sealed class WindowsTests
{
    [Theory]
    [InlineData("2025-01-15", "2025-04-10", 1, 0, "01-15..01-31 02-01..02-28 03-01..03-31 04-01..04-10")]
    [InlineData("2025-01-15", "2025-04-10", 3, 0, "01-15..03-31 04-01..04-10")]
    [InlineData("2024-02-01", "2024-02-29", 1, 0, "02-01..02-29")]
    [InlineData("2025-01-30", "2025-02-09", 0, 7, "01-30..02-05 02-06..02-09")]
    [InlineData("2025-01-30", "2025-01-30", 0, 7, "01-30..01-30")]
    public void Months_end_with_a_month_and_days_are_counted_from_the_first_date(string from, string to, int months, int days, string expected) =>
        Assert.Equal(expected, Text(Windows.Cut(DateOnly.Parse(from), DateOnly.Parse(to), new(months, days))));

    [Theory]
    [InlineData(10_000, "01-15..06-20")] // All at once.
    [InlineData(150, "01-15..05-31 06-01..06-20")]
    [InlineData(90, "01-15..03-31 04-01..05-31 06-01..06-20")]
    [InlineData(50, "01-15..01-31 02-01..02-28 03-01..03-31 04-01..04-30 05-01..05-31 06-01..06-20")]
    [InlineData(40, "01-15..01-31 02-01..02-28 03-01..03-07 03-08..03-31 04-01..04-30 05-01..05-07 05-08..05-31 06-01..06-20")]
    [InlineData(1, "01-15..01-21 01-22..01-28 01-29..01-31 02-01..02-07")] // Never less than a week.
    public void What_memory_is_good_for_is_months_that_read_no_more_orders_or_weeks(int orders, string expected)
    {
        // An order a day, and ten days around.
        var found = Text(Windows.Fit(new(2025, 1, 15), new(2025, 6, 20), orders * 256, (first, last) => last.DayNumber - first.DayNumber + 11));

        Assert.StartsWith(expected, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4, "")]
    [InlineData("01-05", 4, "01-05..01-05")]
    [InlineData("01-05 01-06 01-10 01-14 01-19", 4, "01-05..01-14 01-19..01-19")]
    [InlineData("01-05 01-07", 1, "01-05..01-05 01-07..01-07")]
    public void Dates_that_are_no_farther_apart_than_what_is_read_around_them_are_in_one_range(string dates, int context, string expected) =>
        Assert.Equal(expected, Text(Windows.Around([.. dates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(date => DateOnly.Parse($"2025-{date}"))], context)));

    private static string Text(IEnumerable<(DateOnly From, DateOnly To)> windows) => string.Join(' ', windows.Select(window => $"{window.From:MM-dd}..{window.To:MM-dd}"));
}
