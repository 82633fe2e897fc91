using System.Security.Cryptography;
using Npgsql;

namespace UtmAttribution.Tests.Postgres;

/// <summary>A new, empty database on the <see cref="TestServer"/>, for one test class; gone after it.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly string _server;

    /// <summary>Makes the database.</summary>
    public TestDatabase()
        : this(TestServer.ConnectionString)
    {
    }

    /// <summary>Makes the database on another server, or in another encoding.</summary>
    internal TestDatabase(string server, string encoding = "UTF8")
    {
        _server = server;
        Name = $"utm_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        OnServer($"create database {Name} template template0 encoding '{encoding}' lc_collate 'C' lc_ctype 'C'");
        ConnectionString = new NpgsqlConnectionStringBuilder(_server) { Database = Name, Pooling = false }.ConnectionString;
    }

    /// <summary>The database's name.</summary>
    public string Name { get; }

    /// <summary>The connection of a superuser, as the driver takes it.</summary>
    public string ConnectionString { get; }

    /// <summary>The connection of a superuser, as <c>utm --postgres</c> takes it.</summary>
    public string Uri => UriOf("postgres", null);

    /// <summary>The connection of another role.</summary>
    public string UriOf(string role, string? password)
    {
        var own = new NpgsqlConnectionStringBuilder(ConnectionString);
        var (user, secret) = password is null ? (own.Username, own.Password) : (role, password);
        return $"postgresql://{System.Uri.EscapeDataString(user!)}:{System.Uri.EscapeDataString(secret ?? "")}@{own.Host}:{own.Port}/{Name}";
    }

    /// <summary>Opens a connection of the superuser.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    /// <summary>The one value of a query.</summary>
    public T Scalar<T>(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>The rows of a query as PostgreSQL writes them; null is NULL.</summary>
    public IReadOnlyList<string?[]> Rows(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }

    /// <summary>Removes the database, whoever is still connected.</summary>
    public void Dispose() => OnServer(
        $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'", $"drop database if exists {Name}");

    private void OnServer(params string[] statements)
    {
        using var connection = new NpgsqlConnection(_server);
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }
}
