using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Loading.RowFiles;

/// <summary>The tables of <see cref="LoadedTables"/> that are kept as files of the run: one for each part that is loaded.</summary>
/// <param name="connection">Knows the tables' columns.</param>
/// <param name="folder">Where the files are made; they go with it.</param>
internal sealed class LoadedRows(DuckDBConnection connection, string folder)
{
    private readonly Dictionary<string, List<string>> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _adopted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _conditions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();

    /// <summary>Where the files are made.</summary>
    public string Folder => folder;

    /// <summary>Begins the rows of a table that one part has. Parts may do so side by side.</summary>
    /// <exception cref="Errors.SpillException">The file can't be made.</exception>
    public RowFile Open(string table, PartNumbers part)
    {
        lock (_opening)
        {
            var path = Path.Combine(folder, $"{table}-{part.Part}.parquet");
            var file = new RowFile(path, RelationShapes.Of(connection, table));
            if (!_files.TryGetValue(table, out var paths))
                _files.Add(table, paths = []);
            paths.Add(path);
            return file;
        }
    }

    /// <summary>The files, by table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Files => _files.ToDictionary(files => files.Key, IReadOnlyList<string> (files) => files.Value, StringComparer.Ordinal);

    /// <summary>Takes files of tables that somebody else keeps.</summary>
    public void Adopt(IReadOnlyDictionary<string, IReadOnlyList<string>> files)
    {
        foreach (var (table, paths) in files)
        {
            if (!_files.TryGetValue(table, out var own))
                _files.Add(table, own = []);
            own.AddRange(paths);
            _adopted.Add(table);
        }
    }

    /// <summary>Leaves all rows of a table unseen but those that a condition holds for.</summary>
    public void Limit(string table, string condition) => _conditions.Add(table, condition);

    /// <summary>Lets queries see the rows of all files, which must be closed, in the place of the empty tables.</summary>
    public void Show(CancellationToken cancellation)
    {
        foreach (var (table, paths) in _files.Where(files => _shown.Add(files.Key)))
        {
            var files = Sql.Parquet([.. paths.Order(StringComparer.Ordinal).Select(Sql.Literal)]);
            var condition = _conditions.TryGetValue(table, out var only) ? $" where {only}" : "";
            connection.Execute($"drop table if exists {table}; create view {table} as select * from {files}{condition}", cancellation);
        }
    }

    /// <summary>Lets queries see rows of a database file, in the place of an empty table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="file">The file, which nobody writes to meanwhile.</param>
    /// <param name="name">What the query calls the database.</param>
    /// <param name="query">What gives the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Show(string table, string file, string name, string query, CancellationToken cancellation)
    {
        connection.Execute($"attach if not exists {Sql.Text(file)} as {name} (read_only)", cancellation);
        connection.Execute($"drop table if exists {table}; create view {table} as {query}", cancellation);
        _shown.Add(table);
    }

    /// <summary>Removes a table that nothing reads any more.</summary>
    /// <returns>False where it is none of these.</returns>
    public bool Drop(string table)
    {
        if (!_shown.Remove(table))
            return false;
        connection.Execute($"drop view {table}");
        if (_files.Remove(table, out var paths) && !_adopted.Contains(table))
            paths.ForEach(File.Delete);
        return true;
    }
}
