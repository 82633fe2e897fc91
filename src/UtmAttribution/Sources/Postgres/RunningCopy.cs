using Npgsql;

namespace UtmAttribution.Sources.Postgres;

/// <summary>A COPY that a server is sending. A cancelled token ends it there at once, and so does disposal before its end.</summary>
internal sealed class RunningCopy
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlRawCopyStream _stream;
    private readonly CancellationTokenRegistration _cancellation;
    private bool _ended;

    /// <summary>Starts it.</summary>
    /// <param name="connection">The connection; this owns it from now on.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellation">Ends it.</param>
    public RunningCopy(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        _connection = connection;
        _stream = connection.BeginRawBinaryCopy(sql);
        // The request goes out on a connection of its own, which must not keep the one who cancels waiting.
        _cancellation = cancellation.Register(() => ThreadPool.UnsafeQueueUserWorkItem(_ => Stop(), null));
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
            Stop(); // Else the driver would read the rest to its end.
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

    private void Stop()
    {
        try
        {
            _stream.Cancel();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It is over already.
        }
    }
}
