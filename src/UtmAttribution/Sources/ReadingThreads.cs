using UtmAttribution.DuckDb;

namespace UtmAttribution.Sources;

/// <summary>
/// Keeps the engine's own threads out of the way while files are read on threads that are as many: each decodes for itself then. Where
/// the engine decodes for them, they spend a tenth of their time on waiting for it, which is not idle, and there are more threads than cores.
/// </summary>
/// <param name="database">The engine that decodes.</param>
internal sealed class ReadingThreads(DuckDBDatabase database)
{
    private readonly Lock _gate = new();
    private int _readers;
    private long _threads;

    /// <summary>Connects a reader, which decodes for itself until the last of them is disposed.</summary>
    /// <returns>The connection, and what gives it back.</returns>
    public (DuckDBConnection Connection, IDisposable Owned) Connect()
    {
        var connection = database.Connect();
        lock (_gate)
        {
            if (_readers++ == 0)
            {
                _threads = connection.Scalar<long>("select current_setting('threads')");
                Set(connection, 1);
            }
        }
        return (connection, new Reader(this, connection));
    }

    private void Leave(DuckDBConnection connection)
    {
        using (connection)
        {
            lock (_gate)
            {
                if (--_readers == 0)
                    Set(connection, _threads);
            }
        }
    }

    private static void Set(DuckDBConnection connection, long threads) => connection.Execute($"set threads = {threads}", CancellationToken.None);

    private sealed class Reader(ReadingThreads threads, DuckDBConnection connection) : IDisposable
    {
        private bool _disposed;

        public void Dispose()
        {
            if (!_disposed)
                threads.Leave(connection);
            _disposed = true;
        }
    }
}
