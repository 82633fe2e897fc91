using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>
/// One state of a database, read by as many connections as are wanted: what others commit meanwhile is not seen. It lasts as
/// long as its first connection, which keeps its transaction open.
/// </summary>
internal sealed class Snapshot : IDisposable
{
    // Rows come in the order of their storage, the same at every reading: scans that begin in the middle, workers and
    // indexes would change it. Text of values must not depend on the role's settings.
    private const string Settings = """
        set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0;
        set local enable_indexscan = off; set local enable_indexonlyscan = off; set local jit = off;
        set local idle_in_transaction_session_timeout = 0; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
        set local bytea_output = 'hex'; set local extra_float_digits = 1; set local timezone = 'UTC'
        """;

    private const string Begin = "begin transaction isolation level repeatable read, read only";

    private readonly PostgresServer _server;
    private readonly NpgsqlConnection _connection;
    private readonly Lock _asking = new();
    private readonly bool _isEncrypted;

    /// <summary>Takes the state of now.</summary>
    public Snapshot(PostgresServer server, CancellationToken cancellation)
    {
        _server = server;
        _connection = server.Connect(cancellation);
        try
        {
            Id = (string)Scalar($"{Begin}; {Settings}{Encoding}; select pg_export_snapshot()");
            _isEncrypted = PostgresServer.IsEncrypted(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Its name, by which other connections to the database take it.</summary>
    public string Id { get; }

    /// <summary>The server's major version.</summary>
    public int ServerVersion => _connection.PostgreSqlVersion.Major;

    /// <summary>Whether texts may hold bytes of any encoding: the server neither knows nor checks it.</summary>
    public bool IsUncheckedText => _connection.PostgresParameters["server_encoding"] == "SQL_ASCII";

    /// <summary>Asks something small on the first connection, one question at a time.</summary>
    public T Ask<T>(Func<NpgsqlConnection, T> question)
    {
        lock (_asking)
            return question(_connection);
    }

    /// <summary>Another connection to the same state, and its process at the server; the caller disposes it.</summary>
    public (ICopyConnection Connection, int Backend) Connect(CancellationToken cancellation)
    {
        ICopyConnection connection = (_isEncrypted ? null : _server.TryConnectPlainly(_connection.Host!, _connection.Port))
            ?? (ICopyConnection)new DriverConnection(_server.Connect(cancellation));
        try
        {
            return (connection, connection.AskNumber($"{Begin}; set transaction snapshot '{Id}'; {Settings}{Encoding}; select pg_backend_pid()"));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Stops what a process at the server is doing; it may be over already. The driver's own way waits for the next bytes.</summary>
    public void Stop(int backend)
    {
        try
        {
            Ask(_ => Scalar($"select pg_cancel_backend({backend})"));
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // Without a connection there is nothing left that could be stopped.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // Such a server would end the reading at the first text that is not UTF-8.
    private string Encoding => IsUncheckedText ? "; set local client_encoding = 'SQL_ASCII'" : "";

    private object Scalar(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        return command.ExecuteScalar()!;
    }
}
