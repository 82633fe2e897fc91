using Npgsql;

namespace UtmAttribution.Postgres;

/// <summary>A connection that asks for a number and receives one COPY.</summary>
internal interface ICopyConnection : IDisposable
{
    /// <summary>Runs statements, of which one gives a whole number.</summary>
    /// <exception cref="PostgresException">The server refuses.</exception>
    int AskNumber(string sql);

    /// <summary>Starts a COPY to the client.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellation">Ends the waiting for its bytes.</param>
    void StartCopy(string sql, CancellationToken cancellation);

    /// <summary>Gives some of the COPY's bytes.</summary>
    /// <returns>How many; 0 after the last, once the server has confirmed that it is.</returns>
    /// <exception cref="PostgresException">The server ended it.</exception>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    int ReceiveCopy(Span<byte> into);
}
