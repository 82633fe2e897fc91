using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres.Plain;

namespace UtmAttribution.Postgres;

/// <summary>A database on a PostgreSQL server, and as whom to connect to it. It keeps secrets to itself.</summary>
public sealed class PostgresServer
{
    private readonly string _connection;

    private PostgresServer(string connection, string description, string user, bool isOnThisMachine)
    {
        _connection = connection;
        Description = description;
        User = user;
        IsOnThisMachine = isOnThisMachine;
    }

    /// <summary>The server and the database, for messages; without secrets.</summary>
    public string Description { get; }

    /// <summary>The role that connects.</summary>
    public string User { get; }

    /// <summary>Whether the server shares this machine, as a socket or the loopback address say.</summary>
    public bool IsOnThisMachine { get; }

    /// <summary>Whether another one means the same database, as far as their addresses tell.</summary>
    public bool IsSameDatabase(PostgresServer other) => Description == other.Description;

    /// <summary>
    /// Reads a connection as PostgreSQL's own programs do: a URI (<c>postgresql://user@host:port/db?sslmode=require</c>) or
    /// keywords (<c>host=… dbname=… service=…</c>). What it leaves open comes from the service file, then from the
    /// <c>PG*</c> variables; the password also from <c>.pgpass</c>.
    /// </summary>
    /// <param name="connection">The connection; empty takes everything from the environment.</param>
    /// <exception cref="InvalidOptionException">The text is no connection. The message repeats none of its values.</exception>
    public static PostgresServer Parse(string connection) => Parse(connection, Environment.GetEnvironmentVariable);

    /// <summary>The same with another environment.</summary>
    internal static PostgresServer Parse(string connection, Func<string, string?> environment)
    {
        var values = ConnectionText.Read(connection.Trim());
        if ((values.GetValueOrDefault("service") ?? environment("PGSERVICE")) is { Length: > 0 } service)
        {
            foreach (var (name, value) in ServiceFile.Read(service, environment))
                values.TryAdd(name, value);
        }
        ConnectionKeywords.AddEnvironment(values, environment);

        var address = ServerAddress.Read(values);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.ForDriver,
            Port = address.Hosts[0].Port,
            Username = Environment.UserName,
            ApplicationName = "utm",
            Timezone = "UTC",
            Pooling = false,
            CommandTimeout = 0,
            TcpKeepAlive = true,
            ReadBufferSize = 1 << 17, // Tables come faster than the 8 KB that are usual.
            PersistSecurityInfo = false,
        };
        ConnectionKeywords.Apply(values, builder);
        builder.Database ??= builder.Username;
        return new(builder.ConnectionString, $"PostgreSQL at {address}, database '{builder.Database}'", builder.Username!, address.IsLoopback);
    }

    /// <summary>What the driver is told, secrets included: for no message.</summary>
    internal NpgsqlConnectionStringBuilder Settings => new(_connection);

    /// <summary>Opens a connection; times are UTC on it, and nothing on it ends for taking long.</summary>
    /// <exception cref="ServerException">The server can't be reached or refuses.</exception>
    /// <exception cref="OperationCanceledException">The opening was cancelled.</exception>
    public NpgsqlConnection Connect(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_connection);
        try
        {
            // Only the asynchronous way can be cancelled while a host does not answer.
            connection.OpenAsync(cancellation).GetAwaiter().GetResult();
            return connection;
        }
        catch (Exception fault)
        {
            connection.Dispose();
            cancellation.ThrowIfCancellationRequested();
            if (PostgresFault.Explain(this, fault) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>Whether TLS protects a connection, as the server has it.</summary>
    internal static bool IsEncrypted(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)", connection);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Opens a connection for a COPY to where another one was opened before.</summary>
    /// <param name="host">The host that answered.</param>
    /// <param name="port">Its port.</param>
    /// <returns>Null where the server asks for more than such a connection can do.</returns>
    /// <exception cref="ServerException">The server can't be reached or refuses.</exception>
    internal PlainConnection? TryConnectPlainly(string host, int port)
    {
        try
        {
            return PlainConnection.TryOpen(Settings, host, port);
        }
        catch (Exception fault)
        {
            if (PostgresFault.Explain(this, fault) is { } explained)
                throw explained;
            throw;
        }
    }
}
