using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Engines;

/// <summary>Tells the engine's failures that are about the machine from those that are about a query, and puts them into words.</summary>
internal static class EngineFault
{
    // The names of the engine's files, and the limit that it sets itself by the free disk.
    private static readonly string[] SpillMarks = ["duckdb_temp_", DuckDbEngine.ScratchFileName, "max_temp_directory_size"];

    /// <summary>Whether memory or the room to spill has run out.</summary>
    public static bool IsOfTheMachine(DuckDBException fault) => fault.ErrorType == DuckDBErrorType.OutOfMemory || ConcernsSpilling(fault);

    /// <summary>Does something with the engine; a fault of the machine is put into words for the user.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="where">What was being done, as in "in the stage 'load ads'"; asked where it failed.</param>
    /// <param name="options">What the engine was given.</param>
    /// <param name="consequence">A sentence about what the fault means for the user.</param>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public static T Guard<T>(Func<T> work, Func<string> where, AttributionOptions options, string consequence)
    {
        try
        {
            return work();
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

        ResourceException NoRoom(Exception fault, string detail) => new(
            $"The engine could not spill to '{options.TempDirectory ?? Path.GetTempPath()}' {where()}: {detail.TrimEnd('.')}. {consequence} "
            + "Make room there, some 4 GB for a million orders, or name another folder with --temp-dir.",
            fault);
    }

    private static bool ConcernsSpilling(DuckDBException fault) =>
        SpillMarks.Any(mark => fault.Detail.Contains(mark, StringComparison.Ordinal));

    private static string FirstLine(DuckDBException fault) => fault.Detail.Trim().Split('\n', 2)[0].TrimEnd('.', '\r', ' ');
}
