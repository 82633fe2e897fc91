using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks;

/// <summary>
/// A published folder as SQL sees it: a database in memory with a view of each dataset that is there, by its name
/// (<c>utm_sessions</c>, …). The views have the datasets' own columns and read the files anew in every query.
/// </summary>
public sealed class PublishedDatasets : IDisposable
{
    private readonly DuckDBDatabase _database;

    private PublishedDatasets(DuckDBDatabase database, IReadOnlyList<string> names)
    {
        _database = database;
        Names = names;
        Connection = database.Connect();
    }

    /// <summary>Runs the SQL.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>The datasets that are there, in order of their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens a folder that runs publish into.</summary>
    /// <exception cref="InvalidInputException">The folder is missing or nothing is published there.</exception>
    public static PublishedDatasets Open(string directory)
    {
        var folder = Path.GetFullPath(directory);
        var names = NamesIn(folder);
        var published = new PublishedDatasets(DuckDBDatabase.Open(new()), names);
        try
        {
            foreach (var name in names)
                published.Connection.Execute($"create view {Sql.Name(name)} as select * from {Rows(folder, name)}");

            return published;
        }
        catch (DuckDBException fault)
        {
            published.Dispose();
            throw Unreadable(folder, fault);
        }
    }

    /// <summary>The datasets that a folder has, in order of their names.</summary>
    /// <exception cref="InvalidInputException">The folder is missing or nothing is published there.</exception>
    internal static IReadOnlyList<string> NamesIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"There is no folder '{folder}'. Name the folder that 'utm run --out' published into.");
        var names = PartitionPath.Files(folder).Select(file => file[..file.IndexOf('/', StringComparison.Ordinal)]).Distinct().ToList();
        return names.Count > 0
            ? names
            : throw new InvalidInputException(
                $"Nothing is published in '{folder}': it has no DATASET/date_start=YYYY-MM-DD/*.parquet. Run 'utm run --out' first, or name "
                + "the folder that it published into.");
    }

    /// <summary>The rows of a folder's dataset as the engine's SQL reads them.</summary>
    internal static string Rows(string folder, string name) => Sql.Parquet([$"{Sql.Literal(Path.Combine(folder, name))}/**/*.parquet"]);

    /// <summary>What to say where the engine can't read a folder's files.</summary>
    internal static InvalidInputException Unreadable(string folder, DuckDBException fault) => new(
        $"The datasets in '{folder}' cannot be read: {fault.Detail} 'utm verify' names every file that is not as it was published.", fault);

    /// <summary>Closes the database; the files stay as they are.</summary>
    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
