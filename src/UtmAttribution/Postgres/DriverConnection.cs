using Npgsql;

namespace UtmAttribution.Postgres;

/// <summary>The driver's connection, for a COPY. Disposal ends it.</summary>
/// <param name="connection">An open one, which is disposed along.</param>
internal sealed class DriverConnection(NpgsqlConnection connection) : ICopyConnection
{
    private NpgsqlRawCopyStream? _copy;

    /// <inheritdoc/>
    public int AskNumber(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (int)command.ExecuteScalar()!;
    }

    /// <inheritdoc/>
    public void StartCopy(string sql, CancellationToken cancellation) => _copy = connection.BeginRawBinaryCopy(sql);

    /// <inheritdoc/>
    public int ReceiveCopy(Span<byte> into) => _copy!.Read(into);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _copy?.Dispose();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended before its end, which is what it says here.
        }
        connection.Dispose();
    }
}
