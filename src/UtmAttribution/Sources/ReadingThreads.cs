using UtmAttribution.DuckDb;

namespace UtmAttribution.Sources;

/// <summary>
/// Keeps the engine's own threads out of the way while files are read on threads that are as many: each decodes for itself then. Where
/// the engine decodes for them, they spend a tenth of their time on waiting for it, which is not idle, and there are more threads than cores.
/// </summary>
internal sealed class ReadingThreads
{
    private readonly Lock _gate = new();
    private int _readers;
    private long _threads;

    /// <summary>Lets what reads on a connection decode for itself, until the last reader is disposed.</summary>
    /// <param name="connection">The connection of one reader, on the engine that decodes.</param>
    /// <returns>What owns the connection from now on.</returns>
    public IDisposable Enter(DuckDBConnection connection)
    {
        lock (_gate)
        {
            if (_readers++ == 0)
            {
                _threads = connection.Scalar<long>("select current_setting('threads')");
                Set(connection, 1);
            }
        }
        return new Reader(this, connection);
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
