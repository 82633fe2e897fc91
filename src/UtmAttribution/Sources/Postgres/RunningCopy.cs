using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>A COPY that a server is sending. A cancelled token ends it there at once, and so does its end before all is read.</summary>
internal sealed class RunningCopy
{
    private readonly Snapshot _snapshot;
    private readonly ICopyConnection _connection;
    private readonly int _backend;
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
            _connection.StartCopy(sql, cancellation);
        }
        catch
        {
            _cancellation.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Gives some of its bytes.</summary>
    /// <returns>How many; 0 after the last.</returns>
    public int Receive(Span<byte> into) => _connection.ReceiveCopy(into);

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
        _connection.Dispose();
    }
}
