namespace UtmAttribution.Backfilling;

/// <summary>What a backfill did.</summary>
/// <param name="From">Its first local date, inclusive; null where the source has no date at all.</param>
/// <param name="To">Its last local date, inclusive.</param>
/// <param name="Windows">Its windows, in order.</param>
/// <param name="Changes">What made published dates stale, a sentence each.</param>
public sealed record BackfillReport(DateOnly? From, DateOnly? To, IReadOnlyList<BackfillWindow> Windows, IReadOnlyList<string> Changes)
{
    /// <summary>How long all of it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What a person should look at, a sentence each, of all windows.</summary>
    public IReadOnlyList<string> Warnings => [.. Windows.SelectMany(window => window.Run?.Warnings ?? []).Distinct(StringComparer.Ordinal)];
}
