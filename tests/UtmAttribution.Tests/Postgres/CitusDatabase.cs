using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Tests.Postgres;

/// <summary>
/// A new, empty database on the distributed server that <c>UTM_TEST_CITUS</c> names (a connection of a superuser to a database of
/// its coordinator that has the extension and its workers), with the same workers; made when it is first asked for.
/// </summary>
public sealed class CitusDatabase : IDisposable
{
    private const string Variable = "UTM_TEST_CITUS";

    private readonly Lazy<TestDatabase> _database = new(Create);

    /// <summary>Why tests are skipped; null where there is a server.</summary>
    public static string? Missing => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"{Variable} names no distributed server.";

    /// <summary>The database on the coordinator.</summary>
    public TestDatabase Coordinator => _database.Value;

    /// <summary>Removes the database from all nodes, whoever is still connected: the extension's own process is.</summary>
    public void Dispose()
    {
        if (!_database.IsValueCreated)
            return;
        foreach (var node in Nodes())
            Execute(Server(node, "postgres"), $"drop database if exists {Coordinator.Name} with (force)");
        Coordinator.Dispose();
    }

    private static TestDatabase Create()
    {
        var nodes = Nodes();
        var database = new TestDatabase(Named.ConnectionString);
        foreach (var node in nodes)
        {
            if (!node.IsCoordinator)
                Execute(Server(node, "postgres"), $"create database {database.Name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
            Execute(Server(node, database.Name), "create extension citus");
        }

        foreach (var node in nodes.OrderByDescending(node => node.IsCoordinator))
        {
            database.Execute(node.IsCoordinator
                ? $"select citus_set_coordinator_host('{node.Host}', {node.Port})"
                : $"select citus_add_node('{node.Host}', {node.Port})");
        }

        foreach (var node in nodes)
            database.Execute($"select citus_set_node_property('{node.Host}', {node.Port}, 'shouldhaveshards', {node.HasShards})");

        return database;
    }

    private static NpgsqlConnectionStringBuilder Named =>
        new(PostgresServer.Parse(Environment.GetEnvironmentVariable(Variable)!).Settings.ConnectionString) { Pooling = false, ApplicationName = "tests" };

    private static string Server(Node node, string database) =>
        new NpgsqlConnectionStringBuilder(Named.ConnectionString) { Host = node.Host, Port = node.Port, Database = database }.ConnectionString;

    private static List<Node> Nodes()
    {
        using var connection = new NpgsqlConnection(Named.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("select nodename, nodeport, groupid = 0, shouldhaveshards from pg_dist_node where noderole = 'primary'", connection);
        using var reader = command.ExecuteReader();
        var nodes = new List<Node>();
        while (reader.Read())
            nodes.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        return nodes;
    }

    private static void Execute(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private sealed record Node(string Host, int Port, bool IsCoordinator, bool HasShards);
}
