using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>
/// A server with the extension Citus, whose workers do what can be done for each visitor alone. What is loaded comes to the
/// coordinator; from the visits on, rows lie with their visitor, until the hours and dimensions of ads, of which there are few, are
/// added up from all workers at once.
/// </summary>
/// <param name="connection">The run's own.</param>
internal sealed class DistributedServer(NpgsqlConnection connection)
{
    /// <summary>Whatever is distributed by visitor lies where this relation's rows would: also when all others have been dropped.</summary>
    internal const string Anchor = "visitor_places";

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
        connection.Run($"create unlogged table {Anchor} ({Dataset.VisitorColumn} integer)");
        connection.Run($"select create_distributed_table('{Anchor}', '{Dataset.VisitorColumn}', colocate_with => 'none')");
    }

    /// <summary>Distributes a table that is still empty, as its relation's rows lie.</summary>
    public void Place(string relation)
    {
        switch (Distributions.Of(relation))
        {
            case Distribution.ByVisitor:
                connection.Run(
                    $"select create_distributed_table($1::regclass, '{Dataset.VisitorColumn}', colocate_with => '{Anchor}')", PostgresName.Quote(relation));
                break;
            case Distribution.Copied:
                connection.Run("select create_reference_table($1::regclass)", PostgresName.Quote(relation));
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// A model's text for this server. What the embedded engine is told to complete before it goes on, to save memory, would be
    /// gathered on the coordinator.
    /// </summary>
    public static string Text(SqlModel model) => model.Sql.Replace(" as materialized (", " as (", StringComparison.Ordinal);

    private string? Version() =>
        connection.Rows("select extversion from pg_extension where extname = 'citus'", row => row.GetString(0)).SingleOrDefault();
}
