using UtmAttribution.Backfilling;

namespace UtmAttribution.Restating;

/// <summary>What a restatement did.</summary>
/// <param name="From">The first local date that it answers for, inclusive; null where neither source nor targets have a date.</param>
/// <param name="To">The last, inclusive.</param>
/// <param name="Changes">What made dates be computed again, a sentence each.</param>
/// <param name="Windows">The ranges of dates that were computed again, in order.</param>
/// <param name="Dates">The dates that were rebuilt, in order.</param>
public sealed record RestatementReport(
    DateOnly? From, DateOnly? To, IReadOnlyList<string> Changes, IReadOnlyList<BackfillWindow> Windows, IReadOnlyList<RestatedDate> Dates)
{
    /// <summary>How many dates it answers for.</summary>
    public int AllDates => Count(From, To);

    /// <summary>How many of these were computed again, as something had changed that might touch them.</summary>
    public int ComputedDates => Windows.Sum(window => Count(window.Published?.From, window.Published?.To));

    /// <summary>How many of these were rebuilt.</summary>
    public int RebuiltDates => Dates.Count(restated => From <= restated.Date && restated.Date <= To);

    /// <summary>What a person should look at, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => [.. Windows.SelectMany(window => window.Run?.Warnings ?? []).Distinct(StringComparer.Ordinal)];

    private static int Count(DateOnly? from, DateOnly? to) => from is { } first && to is { } last ? last.DayNumber - first.DayNumber + 1 : 0;
}
