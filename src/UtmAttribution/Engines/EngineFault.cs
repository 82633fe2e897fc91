using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Options;

namespace UtmAttribution.Engines;

/// <summary>Tells the engine's failures that are about the machine from those that are about a query, and puts them into words.</summary>
internal static class EngineFault
{
    private const string SpillLimit = "max_temp_directory_size";

    // The names of the engine's files, and the limit of what it spills: ours, or by the free disk.
    private static readonly string[] SpillMarks = ["duckdb_temp_", DuckDbEngine.ScratchFileName, SpillLimit];

    /// <summary>Whether memory or the room to spill has run out.</summary>
    public static bool IsOfTheMachine(DuckDBException fault) => fault.ErrorType == DuckDBErrorType.OutOfMemory || ConcernsSpilling(fault);

    /// <summary>Does something with the engine; a fault of the machine is put into words for the user.</summary>
    /// <param name="work">What to do; it is told to stop where it keeps more on the disk than it may.</param>
    /// <param name="where">What was being done, as in "in the stage 'load ads'"; asked where it failed.</param>
    /// <param name="options">What the engine was given.</param>
    /// <param name="consequence">A sentence about what the fault means for the user.</param>
    /// <param name="folders">Where it keeps its files.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public static T Guard<T>(
        Func<CancellationToken, T> work, Func<string> where, AttributionOptions options, string consequence, IReadOnlyList<string> folders, CancellationToken cancellation)
    {
        using var room = new RoomWatch(options.TempLimit, folders, cancellation);
        try
        {
            return work(room.Token);
        }
        catch (OperationCanceledException fault) when (room.Exceeded is not null && !cancellation.IsCancellationRequested)
        {
            throw TooMuch(fault, $": {ByteSize.Text(room.Exceeded.Value)} there");
        }
        catch (DuckDBException fault) when (options.TempLimit is not null && fault.Detail.Contains(SpillLimit, StringComparison.Ordinal))
        {
            throw TooMuch(fault, $": {FirstLine(fault)}");
        }
        catch (SpillException fault)
        {
            throw NoRoom(fault, fault.Message);
        }
        catch (DuckDBException fault) when (ConcernsSpilling(fault))
        {
            throw NoRoom(fault, FirstLine(fault));
        }
        catch (DuckDBException fault) when (fault.ErrorType == DuckDBErrorType.OutOfMemory)
        {
            var limit = options.Memory is { } memory ? $"--memory {memory}" : "80 % of the machine";
            throw new ResourceException(
                $"The engine ran out of memory {where()}, at its limit of {limit}: {FirstLine(fault)}. {consequence} "
                + "Give it more with --memory (512MB or more for a small shop, 1GB or more for millions of orders), or fewer threads with --threads.",
                fault);
        }

        ResourceException TooMuch(Exception fault, string found) => new(
            $"Temporary files in '{SpillFolder.ParentOf(options)}' became more than --temp-limit {options.TempLimit} {where()}{found}. {consequence} "
            + "Allow more with --temp-limit, some 4 GB for a million orders, or take fewer dates at once, as utm backfill does.",
            fault);

        ResourceException NoRoom(Exception fault, string detail) => new(
            $"The engine could not spill to '{SpillFolder.ParentOf(options)}' {where()}: {detail.TrimEnd('.')}. {consequence} "
            + "Make room there, some 4 GB for a million orders, or name another folder with --temp-dir.",
            fault);
    }

    private static bool ConcernsSpilling(DuckDBException fault) =>
        SpillMarks.Any(mark => fault.Detail.Contains(mark, StringComparison.Ordinal));

    private static string FirstLine(DuckDBException fault) => fault.Detail.Trim().Split('\n', 2)[0].TrimEnd('.', '\r', ' ');
}
