using UtmAttribution.DuckDb;

namespace UtmAttribution.Engines;

/// <summary>The embedded engine.</summary>
public sealed class DuckDbEngine : IEngine
{
    /// <summary>Opens the engine.</summary>
    /// <param name="settings">Memory limit, threads, spill folder.</param>
    public DuckDbEngine(DuckDBSettings settings)
    {
        Database = DuckDBDatabase.Open(settings);
        Connection = Database.Connect();
    }

    /// <inheritdoc/>
    public string Description => $"DuckDB {DuckDBDatabase.EngineVersion}";

    /// <summary>The database, for connections of their own.</summary>
    public DuckDBDatabase Database { get; }

    /// <summary>The connection on which the models run.</summary>
    public DuckDBConnection Connection { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }
}
