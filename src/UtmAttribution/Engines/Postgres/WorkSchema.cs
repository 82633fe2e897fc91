using System.Globalization;
using Npgsql;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>
/// The schema of one run's relations. It goes with the run; that of a run that died goes with the next run in the database: a run
/// holds a lock that the server lets go when its connection ends, however that ends.
/// </summary>
internal sealed class WorkSchema
{
    private const string Prefix = "utm_work_";
    private const string LockClass = "hashtext('utm_attribution work')";

    private WorkSchema(string name, bool keep) => (Name, IsKept) = (name, keep);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it outlives the run.</summary>
    public bool IsKept { get; }

    /// <summary>Makes it, and the one that unqualified names mean on the connection; removes those of runs that died.</summary>
    /// <param name="connection">The run's own; the number of its process names the schema.</param>
    /// <param name="now">Names a schema that is kept.</param>
    /// <param name="keep">Whether it outlives the run.</param>
    public static WorkSchema Create(NpgsqlConnection connection, DateTimeOffset now, bool keep)
    {
        foreach (var abandoned in Abandoned(connection))
            connection.Run($"drop schema {PostgresName.Quote(abandoned)} cascade");
        connection.Run($"select pg_advisory_lock({LockClass}, $1)", connection.ProcessID);
        var process = connection.ProcessID.ToString(CultureInfo.InvariantCulture);
        var schema = new WorkSchema(keep ? $"utm_kept_{now.UtcDateTime:yyyyMMdd_HHmmss}_{process}" : Prefix + process, keep);
        connection.Run($"create schema {PostgresName.Quote(schema.Name)}");
        connection.Run($"set search_path to {PostgresName.Quote(schema.Name)}, pg_temp");
        return schema;
    }

    /// <summary>The name of one of its relations as SQL, wherever it stands.</summary>
    public string Relation(string name) => $"{PostgresName.Quote(Name)}.{PostgresName.Quote(name)}";

    /// <summary>Removes it, unless it is kept.</summary>
    public void Drop(NpgsqlConnection connection)
    {
        if (!IsKept)
            connection.Run($"drop schema if exists {PostgresName.Quote(Name)} cascade");
    }

    // Only what this role may drop; a lock that can be taken is nobody's.
    private static List<string> Abandoned(NpgsqlConnection connection) => connection.Rows(
        $"""
        select nspname::text
        from pg_namespace
        where nspname ~ '^{Prefix}[0-9]+$' and pg_has_role(nspowner, 'USAGE')
            and case
                when pg_try_advisory_lock({LockClass}, substr(nspname, {Prefix.Length + 1})::integer)
                    then pg_advisory_unlock({LockClass}, substr(nspname, {Prefix.Length + 1})::integer)
                else false
            end
        """,
        row => row.GetString(0));
}
