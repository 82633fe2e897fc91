using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>Turns faults of the target's disk into a word for the user.</summary>
internal static class TargetFault
{
    private const long Scarce = 64 << 20;
    private static readonly string[] Ends = [" : '", " (Parameter"];
    private static readonly string[] Full = ["No space left", "quota"];
    private static readonly string[] Forbidden = ["denied", "Read-only", "Could not find", "is a file", "is a folder"];

    /// <summary>Runs the work; a fault of the target becomes a <see cref="PublishException"/> that ends with the consequence.</summary>
    public static T Guard<T>(string directory, string consequence, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (Concerns(fault, directory))
        {
            throw new PublishException(Message(directory, (fault as DuckDBException)?.Detail ?? Reason(fault), consequence), fault);
        }
    }

    /// <summary>What is said when the target cannot be written.</summary>
    internal static string Message(string directory, string reason, string consequence)
    {
        var free = FreeSpace(directory);
        var space = free is { } bytes ? $" Free space there, without what this run wrote: {bytes / 1_000_000:#,##0} MB." : "";
        var isFull = Full.Any(Says) || (free < Scarce && !Forbidden.Any(Says));
        var advice = isFull
            ? "Make room or name another folder with --out, then run again."
            : "Check the path and its permissions or name another folder with --out, then run again.";
        return $"The target '{directory}' cannot be written: {FirstLine(reason)}{space} {consequence} {advice}";

        bool Says(string words) => reason.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the system could not read or write a file. .NET takes a file that may not grow so large for a wrong argument.</summary>
    internal static bool IsOfDisk(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>
    /// What the system says, as a sentence. It names the file, as in "No space left on device : '/out/.staging/part-0.parquet'": one that
    /// no user has seen or will see, or that the message names already.
    /// </summary>
    internal static string Reason(Exception fault)
    {
        var line = FirstLine(fault.Message);
        var end = Ends.Select(mark => line.IndexOf(mark, StringComparison.Ordinal)).Where(found => found > 0).DefaultIfEmpty(line.Length).Min();
        return FirstLine(line[..end]);
    }

    // The engine's IO errors may be about its spill folder too: those are no fault of the target.
    private static bool Concerns(Exception fault, string directory) =>
        IsOfDisk(fault) || (fault is DuckDBException { ErrorType: DuckDBErrorType.IO } && fault.Message.Contains(directory, StringComparison.Ordinal));

    private static string FirstLine(string reason)
    {
        var line = reason.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end].TrimEnd();
        return line.EndsWith('.') ? line.ToString() : $"{line}.";
    }

    private static long? FreeSpace(string directory)
    {
        var existing = directory;
        while (existing is not null && !Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing);
        try
        {
            return existing is null ? null : new DriveInfo(existing).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
