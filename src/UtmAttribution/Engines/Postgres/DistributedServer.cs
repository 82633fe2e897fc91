using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>
/// A server with the extension Citus, whose workers do what can be done for each visitor alone. What is loaded comes to the
/// coordinator; from the visits on, rows lie with their visitor, until hours and dimensions, of which there are few, are added up
/// from all workers at once. What ads cost lies with its ad, and the hours that share it come there.
/// </summary>
/// <param name="connection">The run's own.</param>
internal sealed class DistributedServer(NpgsqlConnection connection)
{
    /// <summary>The extension's version and the workers, to stand behind the server's: ", Citus 13.0.1 on 2 workers".</summary>
    public string Description
    {
        get
        {
            var workers = connection.Value<long>("select count(*) from pg_dist_node where shouldhaveshards and isactive and noderole = 'primary'");
            return $", Citus {Version()} on {workers} {(workers == 1 ? "worker" : "workers")}";
        }
    }

    /// <summary>Refuses a database without the extension.</summary>
    /// <exception cref="PublishException">It is not there.</exception>
    public void Check(PostgresServer server)
    {
        if (Version() is null)
        {
            throw new PublishException(
                $"{server.Description}: --distribute needs the extension citus in the database, and it is not there. Nothing was published. "
                + "Make it (create extension citus) on a server that has it, or run without --distribute.");
        }
    }

    /// <summary>Begins, in the work schema of the connection.</summary>
    public void Begin()
    {
        // What several processes of the coordinator read can't be written to workers ("cannot assign XIDs during a parallel operation").
        connection.Run("set max_parallel_workers_per_gather = 0");
        foreach (var key in Distributions.Keys.Values)
        {
            connection.Run($"create unlogged table {Anchor(key)} ({key} integer)");
            connection.Run($"select create_distributed_table('{Anchor(key)}', '{key}', colocate_with => 'none')");
        }
    }

    /// <summary>The relation where whose rows would be all lie that are distributed by a column: also when all others have been dropped.</summary>
    internal static string Anchor(string key) => $"places_by_{key}";

    /// <summary>Distributes a table that is still empty, as its relation's rows lie.</summary>
    public void Place(string relation)
    {
        var distribution = Distributions.Of(relation);
        if (Distributions.Keys.TryGetValue(distribution, out var key))
            connection.Run($"select create_distributed_table($1::regclass, '{key}', colocate_with => '{Anchor(key)}')", PostgresName.Quote(relation));
        else if (distribution == Distribution.Copied)
            connection.Run("select create_reference_table($1::regclass)", PostgresName.Quote(relation));
    }

    /// <summary>
    /// A model's text for this server. What the embedded engine is told to complete before it goes on, to save memory, would be
    /// gathered on the coordinator.
    /// </summary>
    public static string Text(SqlModel model) => model.Sql.Replace(" as materialized (", " as (", StringComparison.Ordinal);

    private string? Version() =>
        connection.Rows("select extversion from pg_extension where extname = 'citus'", row => row.GetString(0)).SingleOrDefault();
}
