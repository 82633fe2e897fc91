using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Engines;

/// <summary>Tells the engine's failures that are about the machine from those that are about a query, and puts them into words.</summary>
internal static class EngineFault
{
    /// <summary>Whether memory or the room to spill has run out.</summary>
    public static bool IsOfTheMachine(DuckDBException fault) => fault.ErrorType == DuckDBErrorType.OutOfMemory || ConcernsSpilling(fault);

    /// <summary>The fault for the user.</summary>
    /// <param name="fault">A fault of the machine.</param>
    /// <param name="stage">What the run was doing.</param>
    /// <param name="options">What the run was given.</param>
    public static ResourceException Explain(DuckDBException fault, string stage, AttributionOptions options)
    {
        var detail = fault.Detail.Trim().Split('\n', 2)[0].TrimEnd('.', '\r', ' ');
        if (ConcernsSpilling(fault))
            return NoRoom(fault, detail, stage, options);
        var limit = options.Memory is { } memory ? $"--memory {memory}" : "80 % of the machine";
        return new(
            $"The engine ran out of memory in the stage '{stage}', at its limit of {limit}: {detail}. Nothing was published. "
            + "Give it more with --memory (512MB or more for a small shop, 1GB or more for millions of orders), or fewer threads with --threads.",
            fault);
    }

    /// <summary>The fault for the user, where loaded rows could not be written.</summary>
    public static ResourceException Explain(SpillException fault, string stage, AttributionOptions options) =>
        NoRoom(fault, fault.Message.TrimEnd('.'), stage, options);

    private static ResourceException NoRoom(Exception fault, string detail, string stage, AttributionOptions options) => new(
        $"The engine could not spill to '{options.TempDirectory ?? Path.GetTempPath()}' in the stage '{stage}': {detail}. Nothing was published. "
        + "Make room there, some 4 GB for a million orders, or name another folder with --temp-dir.",
        fault);

    private static bool ConcernsSpilling(DuckDBException fault) =>
        SpillMarks.Any(mark => fault.Detail.Contains(mark, StringComparison.Ordinal));

    // The names of the engine's files, and the limit that it sets itself by the free disk.
    private static readonly string[] SpillMarks = ["duckdb_temp_", DuckDbEngine.ScratchFileName, "max_temp_directory_size"];
}
