namespace UtmAttribution.Backfilling;

/// <summary>A window of a backfill that is over.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="From">Its first local date, inclusive.</param>
/// <param name="To">Its last local date, inclusive.</param>
public sealed record BackfillWindow(int Number, int Count, DateOnly From, DateOnly To)
{
    /// <summary>By this key, the <see cref="Exception.Data"/> of what a backfill throws has the window in which it went wrong.</summary>
    public const string FaultKey = "UtmAttribution.Window";

    /// <summary>The run that published it; null where it was published before, and neither source nor options have changed.</summary>
    public RunReport? Run { get; init; }

    /// <summary>The dates that were published: all of the window, or those from the first to the last that needed it; null where none did.</summary>
    public (DateOnly From, DateOnly To)? Published { get; init; }

    /// <summary>Order rows of the dates that were published.</summary>
    public long Orders { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>About how long the windows after it will take; null where nothing was published so far that could tell.</summary>
    public TimeSpan? Left { get; init; }
}
