using System.Diagnostics;
using Npgsql;
using UtmAttribution.Errors;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Holds a target for one transaction, so that two runs can't mix: the server lets it go when the transaction or the connection
/// ends, however that ends.
/// </summary>
internal static class AdvisoryLock
{
    private const string Key = "hashtext('utm_attribution'), hashtext($1)";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the target, and waits for it where another has it.</summary>
    /// <param name="connection">A connection in a transaction.</param>
    /// <param name="schema">The target.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="waiting">Told once, in words, who has it.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="PublishException">Another still has it.</exception>
    public static void Take(
        NpgsqlConnection connection, PostgresSchema schema, TimeSpan timeout, Action<string>? waiting, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (string? holder = null; !connection.Value<bool>($"select pg_try_advisory_xact_lock({Key})", schema.Name);)
        {
            if (holder is null)
                waiting?.Invoke(holder = Holder(connection, schema.Name));
            if (Stopwatch.GetElapsedTime(start) >= timeout)
            {
                throw new PublishException(
                    $"{schema.Description} is taken by {holder}, and it was still so after {timeout.TotalSeconds:0} s (--lock-timeout). "
                    + "Nothing was published. Run again when that has ended, or wait longer with --lock-timeout.");
            }

            if (cancellation.WaitHandle.WaitOne(Pause))
                cancellation.ThrowIfCancellationRequested();
        }
    }

    private static string Holder(NpgsqlConnection connection, string schema)
    {
        var found = connection.Rows(
            """
            select activity.pid, activity.application_name, activity.usename, activity.xact_start
            from pg_locks as locks
            inner join pg_stat_activity as activity on activity.pid = locks.pid
            where locks.locktype = 'advisory' and locks.granted
                and locks.database = (select oid from pg_database where datname = current_database())
                and locks.classid::bigint = hashtext('utm_attribution')::bigint & 4294967295
                and locks.objid::bigint = hashtext($1)::bigint & 4294967295
            """,
            row => $"another run (process {row.GetInt32(0)} of the server, application '{row.GetValue(1)}', role '{row.GetValue(2)}'"
                + (row.IsDBNull(3) ? ")" : $", since {row.GetDateTime(3):yyyy-MM-dd HH:mm:ss} UTC)"),
            schema);
        return found.Count == 0 ? "another run" : found[0];
    }
}
