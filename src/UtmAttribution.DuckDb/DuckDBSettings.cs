using System.Collections.ObjectModel;

namespace UtmAttribution.DuckDb;

/// <summary>
/// How a database is opened. Always set: the time zone is UTC on every connection, and no extension is fetched or loaded unasked.
/// </summary>
public sealed record DuckDBSettings
{
    /// <summary>The database file, made where it is missing. Default: null, a database in memory.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// A file, made anew, in which every connection keeps its relations instead of in memory: for relations that are more than the
    /// memory holds and end with the process. What is written there once need not be spilled and read again; nothing is compressed,
    /// logged or flushed to the disk, so that the file is of no use afterwards. The room of what is dropped is free again after
    /// <c>checkpoint</c>. Not together with <see cref="Path"/>. Default: null, relations are in memory or in the database file.
    /// </summary>
    public string? ScratchFile { get; init; }

    /// <summary>What DuckDB may hold in memory, such as "2GB" or "75%". The process takes some 100–400 MB more. Default: 80 % of the machine.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>The number of threads that work on a query. Default: one for each core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where DuckDB spills what exceeds the memory limit. Default: beside the database file, or .tmp in the current folder.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>What may be spilled, such as "20GB". Default: 90 % of the free disk.</summary>
    public string? MaxTempDirectorySize { get; init; }

    /// <summary>Further settings of DuckDB by name, as in <c>access_mode</c> = <c>read_only</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
