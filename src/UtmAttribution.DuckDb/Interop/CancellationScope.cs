namespace UtmAttribution.DuckDb.Interop;

/// <summary>
/// While open, a cancelled token interrupts the connection's query.
/// </summary>
/// <remarks>
/// DuckDB forgets an interrupt that comes just before a query starts, so it is repeated until the scope ends; and it is never sent
/// afterwards, when it would hit the next query.
/// </remarks>
internal sealed class CancellationScope : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _over;

    private CancellationScope(ConnectionHandle connection, CancellationToken cancellation)
    {
        _connection = connection;
        _registration = cancellation.UnsafeRegister(static scope => ((CancellationScope)scope!).Cancel(), this);
    }

    /// <returns>Nothing where the token can't be cancelled.</returns>
    /// <exception cref="OperationCanceledException">The token is cancelled already.</exception>
    internal static CancellationScope? Open(ConnectionHandle connection, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return cancellation.CanBeCanceled ? new CancellationScope(connection, cancellation) : null;
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _over = true;
            _timer?.Dispose();
        }
    }

    private void Cancel()
    {
        lock (_gate)
        {
            if (!_over)
                _timer = new Timer(static scope => ((CancellationScope)scope!).Interrupt(), this, TimeSpan.Zero, Again);
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_over && !_connection.IsClosed)
                NativeMethods.duckdb_interrupt(_connection);
        }
    }
}
