namespace UtmAttribution.Sources;

/// <summary>Where the tables of the contract come from.</summary>
public interface ISource : IDisposable
{
    /// <summary>What the source is, for messages; without secrets.</summary>
    string Description { get; }

    /// <summary>What a person should know of the source; complete once it was checked.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Looks at all tables before any is read, so that what is wrong with one is said at once.</summary>
    /// <exception cref="Errors.InvalidInputException">A required table or column is missing, a column has a type that can't be read, or the source is broken.</exception>
    void Check(CancellationToken cancellation);

    /// <summary>About how many rows <see cref="Open"/> will give; null where that can't be said at once.</summary>
    long? EstimateRows(SourceTable table, ReadRange? range);

    /// <summary>How many readers a machine with so many cores does best with. Default: one for each.</summary>
    int Readers(int cores) => cores;

    /// <summary>Opens a table for reading.</summary>
    /// <param name="table">The table.</param>
    /// <param name="range">Where given, rows whose <see cref="ReadRange.Column"/> lies outside may be left out; others are still the caller's to leave out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null where the source has no such table, and need not have it.</returns>
    /// <exception cref="Errors.InvalidInputException">A required table or column is missing, a column has a type that can't be read, or the source is broken.</exception>
    TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation);

    /// <summary>
    /// Opens a table as several readers that together give every row of <see cref="Open"/> exactly once, each to be read on a
    /// thread of its own. The same arguments give the same rows in the same order in every reader, call after call.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="range">As for <see cref="Open"/>.</param>
    /// <param name="parts">The greatest number of readers, 1 or more; there are fewer where the table is not to be divided so often.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The readers, which the caller disposes; none where the source has no such table, and need not have it.</returns>
    /// <exception cref="Errors.InvalidInputException">As for <see cref="Open"/>.</exception>
    IReadOnlyList<TableReader> OpenParts(SourceTable table, ReadRange? range, int parts, CancellationToken cancellation);

    /// <summary>
    /// Tells the rows of a table apart by day without sending them: where one has changed, the day has another stamp. Null, the
    /// default: only reading them tells.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column of the rows' times or dates.</param>
    /// <param name="range">Where given, other rows may be left out; it begins and ends with a day.</param>
    /// <param name="cancellation">Ends it.</param>
    IReadOnlyList<DayStamp>? StampDays(SourceTable table, string column, ReadRange? range, CancellationToken cancellation) => null;

    /// <summary>The files of a table, which can be read by themselves; null, the default: it has none.</summary>
    /// <exception cref="Errors.InvalidInputException">As for <see cref="Open"/>.</exception>
    IReadOnlyList<SourceFile>? FilesOf(SourceTable table, CancellationToken cancellation) => null;

    /// <summary>Whether reading a range costs less than reading all. Default: true.</summary>
    bool ReadsRanges(SourceTable table, string column, CancellationToken cancellation) => true;
}

/// <summary>What stands for the rows of a day.</summary>
/// <param name="Day">Days of UTC since 1970-01-01; null for rows without one.</param>
/// <param name="Stamp">A text that is another one where a row of the day has changed, came or went.</param>
public readonly record struct DayStamp(int? Day, string Stamp);

/// <summary>A file of a source table.</summary>
/// <param name="Name">Its name among the files of the table.</param>
/// <param name="Stamp">A text that is another one where the file was written anew.</param>
/// <param name="Open">Opens it as a source of its own, in which it is the only file of the table.</param>
public sealed record SourceFile(string Name, string Stamp, Func<ISource> Open);

/// <summary>A half-open interval of times, [From, Until), in microseconds since 1970-01-01 UTC; NULL times are always inside.</summary>
/// <param name="Column">The column that must lie inside.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public sealed record ReadRange(string Column, long From, long Until)
{
    /// <summary>Whether a time is inside.</summary>
    public bool Contains(long microseconds) => microseconds >= From && microseconds < Until;
}
