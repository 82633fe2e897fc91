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
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"There is no folder '{folder}'. Name the folder that 'utm run --out' published into.");
        var names = PartitionPath.Files(folder).Select(file => file[..file.IndexOf('/', StringComparison.Ordinal)]).Distinct().ToList();
        if (names.Count == 0)
        {
            throw new InvalidInputException(
                $"Nothing is published in '{folder}': it has no DATASET/date_start=YYYY-MM-DD/*.parquet. Run 'utm run --out' first, or name "
                + "the folder that it published into.");
        }

        var published = new PublishedDatasets(DuckDBDatabase.Open(new()), names);
        try
        {
            foreach (var name in names)
            {
                var files = $"{Sql.Literal(Path.Combine(folder, name))}/**/*.parquet";
                published.Connection.Execute($"create view {Sql.Name(name)} as select * from {Sql.Parquet([files])}");
            }

            return published;
        }
        catch (DuckDBException fault)
        {
            published.Dispose();
            throw new InvalidInputException(
                $"The datasets in '{folder}' cannot be read: {fault.Detail} 'utm verify' names every file that is not as it was published.",
                fault);
        }
    }

    /// <summary>Closes the database; the files stay as they are.</summary>
    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
    }
}
