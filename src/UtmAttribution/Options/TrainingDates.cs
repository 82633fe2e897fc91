namespace UtmAttribution.Options;

/// <summary>
/// The dates whose conversions the data-driven models learn from, and whose credit <c>utm_channel_attribution</c> adds up: local
/// dates, both inclusive.
/// </summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date.</param>
public sealed record TrainingDates(DateOnly From, DateOnly To)
{
    /// <summary>How many dates there are where none are given.</summary>
    public const int DefaultDays = 90;

    /// <summary>The <see cref="DefaultDays"/> that end on a date.</summary>
    public static TrainingDates EndingOn(DateOnly to) => new(DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - DefaultDays + 1)), to);
}
