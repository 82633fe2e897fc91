using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// The two big tables of a target on the workers of a distributed server, by session, so that a session and the shares that it gets
/// lie together; the keys of both have it, as keys must. The hourly tables stay on the coordinator: they are sums with few rows,
/// their keys have no column that is never NULL but the date, and all that a run replaces of one date would lie on one worker.
/// </summary>
internal static class DistributedTables
{
    private const string Column = "session_id";

    private static readonly string[] Tables = [Datasets.Sessions.Name, Datasets.OrderMapping.Name];

    /// <summary>Distributes the tables of a new schema, which the connection's unqualified names mean.</summary>
    /// <exception cref="PublishException">The database does not have the extension.</exception>
    public static void Make(NpgsqlConnection connection, PostgresServer server)
    {
        if (!Has(connection))
        {
            throw new PublishException(
                $"{server.Description}: --distribute needs the extension citus in the database, and it is not there. Nothing was changed. "
                + "Make it (create extension citus) on a server that has it, or run without --distribute.");
        }

        foreach (var table in Tables)
            connection.Run($"select create_distributed_table('{table}', '{Column}', colocate_with => '{(table == Tables[0] ? "none" : Tables[0])}')");
    }

    /// <summary>Whether a table is distributed.</summary>
    public static bool Has(NpgsqlConnection connection, string table) =>
        Has(connection) && connection.Value<bool>("select exists (select 1 from pg_dist_partition where logicalrelid = to_regclass($1))", PostgresName.Quote(table));

    private static bool Has(NpgsqlConnection connection) =>
        connection.Value<bool>("select exists (select 1 from pg_extension where extname = 'citus')");
}
