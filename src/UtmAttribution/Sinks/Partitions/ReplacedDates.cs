namespace UtmAttribution.Sinks.Partitions;

/// <summary>Which dates a publication replaces.</summary>
internal static class ReplacedDates
{
    /// <summary>The date of rows without one.</summary>
    public static DateOnly Undated { get; } = DateOnly.FromDateTime(DateTime.UnixEpoch);

    /// <summary>Whether the date is replaced, with or without new rows.</summary>
    public static bool Replaces(this DatasetDates dates, DateOnly date) =>
        ((dates.From <= date && date <= dates.To) || (dates.AlsoUndated && date == Undated)) && dates.Only?.Contains(date) != false;

    /// <summary>The condition on the rows that are replaced, as every engine reads it.</summary>
    public static string Condition(this DatasetDates dates)
    {
        var column = Sql.Name(dates.Dataset.DateColumn);
        if (dates.Only is { } only)
            return only.Any(dates.Replaces) ? $"({column} in ({string.Join(", ", only.Where(dates.Replaces).Order().Select(Sql.Date))}))" : "false";
        return $"({column} between {Sql.Date(dates.From)} and {Sql.Date(dates.To)}{(dates.AlsoUndated ? $" or {column} = {Sql.Date(Undated)}" : "")})";
    }
}
