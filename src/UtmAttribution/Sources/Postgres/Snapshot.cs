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
    private readonly string _id;

    /// <summary>Takes the state of now.</summary>
    public Snapshot(PostgresServer server, CancellationToken cancellation)
    {
        _server = server;
        Connection = server.Connect(cancellation);
        try
        {
            Execute(Connection, $"{Begin}; {Settings}");
            using var export = new NpgsqlCommand("select pg_export_snapshot()", Connection);
            _id = (string)export.ExecuteScalar()!;
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    /// <summary>The first connection, for small questions.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The server's major version.</summary>
    public int ServerVersion => Connection.PostgreSqlVersion.Major;

    /// <summary>Another connection to the same state; the caller disposes it.</summary>
    public NpgsqlConnection Connect(CancellationToken cancellation)
    {
        var connection = _server.Connect(cancellation);
        try
        {
            Execute(connection, $"{Begin}; set transaction snapshot '{_id}'; {Settings}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
