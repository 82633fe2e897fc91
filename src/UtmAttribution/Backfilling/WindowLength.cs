namespace UtmAttribution.Backfilling;

/// <summary>How long the windows of a backfill are: whole calendar months, or a number of dates.</summary>
/// <param name="Months">Calendar months; 0 where it is dates.</param>
/// <param name="Days">Dates; 0 where it is months.</param>
public sealed record WindowLength(int Months, int Days)
{
    /// <summary>The last date of the window that begins with a date. Windows of months end with a month.</summary>
    public DateOnly LastFrom(DateOnly first) => Months > 0
        ? new DateOnly(first.Year, first.Month, 1).AddMonths(Months).AddDays(-1)
        : first.AddDays(Days - 1);
}
