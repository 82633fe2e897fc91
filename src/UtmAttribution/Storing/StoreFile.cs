using System.Globalization;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Storing;

/// <summary>
/// The file of a store, open to be written: a DuckDB database, called <c>store</c> beside one in memory that has the tables of a run
/// without rows, to load into. Its tables are those of a run with the piece in front that a row was loaded with:
/// <code>
/// store_rules        what rows were loaded with: other rules, other rows
/// store_days         the days that are kept of a source table: piece, the stamp of its rows in the source, how many they were, their hash
/// store_evidence     the UTM values and landing page ids that visits of a day's orders have
/// store_labels       what the used ad rows of a day call their ads, with the last local hour
/// store_pieces       what was loaded together, and how many of its landing pages are paths
/// store_files        files of the source that were read, with their stamps
/// store_file_days    the hash of their rows by day
/// </code>
/// </summary>
internal sealed class StoreFile : IDisposable
{
    /// <summary>What the database is called where it is attached.</summary>
    public const string Name = "store";

    private const string Marker = "store_rules";
    private const string FormatRule = "format";
    private const string Format = "2";

    // Numbers are 32 bits long, and those of rows that were replaced are not given again.
    private const long MostNumbers = 1_500_000_000;

    private readonly string _path;

    private StoreFile(string path, DuckDBDatabase database) => (_path, Database, Connection) = (path, database, database.Connect());

    /// <summary>The database in memory.</summary>
    public DuckDBDatabase Database { get; }

    /// <summary>A connection to it.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Why what was kept is of no use and everything is loaded again; null where it is of use.</summary>
    public string? Outdated { get; private set; }

    /// <summary>Opens a file, makes it where it is missing, and empties it where it was filled by other rules.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The machine's limits.</param>
    /// <param name="rules">What decides how rows are loaded, by name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidInputException">The file is no store, or can't be opened.</exception>
    public static StoreFile Open(string path, DuckDBSettings settings, IReadOnlyDictionary<string, string> rules, CancellationToken cancellation)
    {
        var file = new StoreFile(path, DuckDBDatabase.Open(settings));
        try
        {
            file.Connection.Execute(LoadedTables.Create, cancellation);
            file.Prepare(new Dictionary<string, string>(rules, StringComparer.Ordinal) { [FormatRule] = Format }, cancellation);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Does something to the file whole or not at all.</summary>
    public void Change(Action change)
    {
        Connection.Execute("begin");
        try
        {
            change();
            Connection.Execute("commit");
        }
        catch
        {
            TryRollBack();
            throw;
        }
    }

    /// <summary>Brings everything into the file itself, so that others can read it.</summary>
    public void Finish(CancellationToken cancellation) => Connection.Execute($"checkpoint {Name}; detach {Name}", cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }

    // After a fault of the disk there may be nothing left that could be rolled back.
    private void TryRollBack()
    {
        try
        {
            Connection.Execute("rollback");
        }
        catch (DuckDBException)
        {
            // The fault that led here says more.
        }
    }

    private void Prepare(Dictionary<string, string> rules, CancellationToken cancellation)
    {
        if (File.Exists(_path))
        {
            Open(cancellation);
            var tables = Texts($"select table_name, '' from duckdb_tables() where database_name = '{Name}'").Keys.ToList();
            if (!tables.Contains(Marker))
            {
                throw new InvalidInputException(
                    $"'{_path}' is a DuckDB database of something else: it has {(tables.Count == 0 ? "no table" : $"the table '{tables.Order(StringComparer.Ordinal).First()}'")}. "
                    + "Nothing was changed. Name another file with --store.");
            }
            Outdated = WhyOutdated(rules);
            if (Outdated is null)
                return;
            Finish(cancellation);
        }

        // A store that is made when the disk is full or the process is killed is none, and nobody could tell what it was to be.
        var made = _path + ".new";
        foreach (var left in (string[])[made, made + ".wal"])
            File.Delete(left);
        Attach(made, cancellation);
        Change(() => Create(rules, cancellation));
        Finish(cancellation);
        File.Move(made, _path, overwrite: true);
        Open(cancellation);
    }

    private void Attach(string path, CancellationToken cancellation) => Connection.Execute($"attach {Sql.Text(path)} as {Name}", cancellation);

    private void Open(CancellationToken cancellation)
    {
        try
        {
            Attach(_path, cancellation);
        }
        catch (DuckDBException fault) when (fault.ErrorType != DuckDBErrorType.Interrupt)
        {
            throw new InvalidInputException(
                $"The store '{_path}' can't be opened: {fault.Detail.Trim().Split('\n')[0].TrimEnd('.', '!')}. It may be open in another program, damaged, or of another version of DuckDB. "
                + "Close it there; or delete it, and it is filled again; or name another file with --store.",
                fault);
        }
    }

    private string? WhyOutdated(Dictionary<string, string> rules)
    {
        var found = Texts($"select name, value from {Name}.{Marker}");
        if (found.GetValueOrDefault(FormatRule) != Format)
            return "it is of another version of the tool";
        if (Connection.Scalar<long>($"select last_number from {Name}.store_numbers") > MostNumbers)
            return "its numbers are used up";
        var changed = rules.Where(rule => found.GetValueOrDefault(rule.Key) != rule.Value).OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => $"{rule.Key} was {Shown(found.GetValueOrDefault(rule.Key))} and is {Shown(rule.Value)}").ToList();
        return changed.Count == 0 ? null : string.Join(", ", changed);

        static string Shown(string? value) => string.IsNullOrEmpty(value) ? "none" : RunMetadata.Shown(value);
    }

    private void Create(Dictionary<string, string> rules, CancellationToken cancellation)
    {
        foreach (var relation in StoredTable.All.SelectMany(table => table.Relations))
            Connection.Execute($"create table {Name}.{relation} as select 0 as piece, * from {relation} limit 0", cancellation);
        foreach (var table in StoredTable.All)
            Connection.Execute($"create table {Name}.{table.ByDay} (piece integer, {string.Join(", ", table.ColumnsByDay.Select(column => $"{column} integer"))})", cancellation);
        Connection.Execute($"""
            create table {Name}.store_days (source varchar, day integer, piece integer, stamp varchar, row_count bigint, hash varchar);
            create table {Name}.store_pieces (piece integer, paths_seen bigint);
            create table {Name}.store_files (source varchar, file varchar, stamp varchar);
            create table {Name}.store_file_days (source varchar, file varchar, day integer, hash varchar);
            create table {Name}.store_numbers as select 0::bigint as last_number;
            create table {Name}.{Marker} (name varchar, value varchar);
            insert into {Name}.{Marker} values {string.Join(", ", rules.Select(rule => $"({Sql.Text(rule.Key)}, {Sql.Text(rule.Value)})"))}
            """, cancellation);
    }

    private Dictionary<string, string> Texts(string query)
    {
        using var reader = Connection.ExecuteReader(query);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
            texts.Add(reader.GetString(0), reader.GetString(1));
        return texts;
    }
}
