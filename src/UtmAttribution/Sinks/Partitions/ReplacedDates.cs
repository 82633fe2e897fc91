namespace UtmAttribution.Sinks.Partitions;

/// <summary>Which dates a publication replaces.</summary>
internal static class ReplacedDates
{
    /// <summary>The date of rows without one.</summary>
    public static DateOnly Undated { get; } = DateOnly.FromDateTime(DateTime.UnixEpoch);

    /// <summary>Whether the date is replaced, with or without new rows.</summary>
    public static bool Replaces(this DatasetDates dates, DateOnly date) =>
        (dates.From <= date && date <= dates.To) || (dates.AlsoUndated && date == Undated);
}
