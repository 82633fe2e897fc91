using Npgsql;

namespace UtmAttribution.Sources.Postgres;

/// <summary>A COPY that a server is sending. A cancelled token ends it there at once, and so does disposal before its end.</summary>
internal sealed class RunningCopy
{
    private readonly Snapshot _snapshot;
    private readonly NpgsqlConnection _connection;
    private readonly int _backend;
    private readonly NpgsqlRawCopyStream _stream;
    private readonly CancellationTokenRegistration _cancellation;
    private bool _ended;

    /// <summary>Starts it, on a connection of its own.</summary>
    /// <param name="snapshot">The state of the database that is read.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellation">Ends it.</param>
    public RunningCopy(Snapshot snapshot, string sql, CancellationToken cancellation)
    {
        _snapshot = snapshot;
        (_connection, _backend) = snapshot.Connect(cancellation);
        // Who cancels is not kept waiting for the server.
        _cancellation = cancellation.Register(() => ThreadPool.UnsafeQueueUserWorkItem(_ => snapshot.Stop(_backend), null));
        try
        {
            _stream = _connection.BeginRawBinaryCopy(sql);
        }
        catch
        {
            _cancellation.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Its bytes.</summary>
    public Stream Stream => _stream;

    /// <summary>Ends it.</summary>
    /// <param name="isRead">Whether all of it was read.</param>
    public void End(bool isRead)
    {
        if (_ended)
            return;
        _ended = true;
        _cancellation.Dispose();
        if (!isRead)
            _snapshot.Stop(_backend); // Else the driver would read the rest to its end.
        try
        {
            _stream.Dispose();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended before its end, which is what it says here.
        }
        _connection.Dispose();
    }
}
