using Npgsql;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>Can the database be published to?</summary>
internal static class DatabaseCheck
{
    private const int OldestVersion = 12;
    private const int OldestEngine = 14;

    // A whole minute: what comes of different clocks is only which run looks newer.
    private static readonly TimeSpan MostDifference = TimeSpan.FromMinutes(1);

    /// <summary>Looks at the server, its clock, the schema, and the rights that publishing and the engine need.</summary>
    public static void Look(RunRequest run, TimeProvider clock, Examination examination)
    {
        var server = run.Postgres!;
        if (!examination.Check("server", () => Ask(server, Server, examination)))
            return;
        examination.Check("server's clock", () => Ask(server, connection => Clock(connection, clock), examination));
        examination.Check("target schema", () =>
        {
            var schema = new PostgresSchema(server, run.Schema);
            new PostgresSink(schema, TimeSpan.Zero).CheckWritable();
            return $"schema '{run.Schema}' is of version {schema.Newest}, and role '{server.User}' may publish to it";
        });
        if (run.Engine == EngineKind.Postgres)
            examination.Check("engine postgres", () => Ask(server, connection => Engine(connection, server, run.Distribute), examination));
    }

    private static (bool Passed, string Found) Ask(PostgresServer server, Func<NpgsqlConnection, (bool, string)> question, Examination examination) =>
        TargetServer.Guard(server, "looking at the server", "", () =>
        {
            using var connection = server.Connect(examination.Cancellation);
            return question(connection);
        }, examination.Cancellation);

    private static (bool Passed, string Found) Server(NpgsqlConnection connection)
    {
        var version = connection.PostgreSqlVersion;
        var found = $"PostgreSQL {version}, encoding {connection.PostgresParameters["server_encoding"]}, as role '{connection.Value<string>("select current_user::text")}', "
            + (PostgresServer.IsEncrypted(connection) ? "with TLS" : "without TLS");
        return version.Major >= OldestVersion ? (true, found) : (false, $"{found}: expected is version {OldestVersion} or newer");
    }

    private static (bool Passed, string Found) Clock(NpgsqlConnection connection, TimeProvider clock)
    {
        var difference = connection.Value<DateTime>("select clock_timestamp()") - clock.GetUtcNow().UtcDateTime;
        return difference.Duration() < MostDifference
            ? (true, "as this machine's")
            : (false, $"{difference.Duration():d\\.hh\\:mm\\:ss} {(difference > TimeSpan.Zero ? "after" : "before")} this machine's: set one of them");
    }

    private static (bool Passed, string Found) Engine(NpgsqlConnection connection, PostgresServer server, bool isDistributed)
    {
        if (connection.PostgreSqlVersion.Major < OldestEngine)
            return (false, $"the models need version {OldestEngine} or newer; leave --engine out");
        if (!connection.Value<bool>("select has_database_privilege(current_database(), 'create')"))
            return (false, $"role '{server.User}' may not make schemas, which the models need: grant create on database {PostgresName.Quote(connection.Database)} to {PostgresName.Quote(server.User)}");
        if (isDistributed && !connection.Value<bool>("select exists (select from pg_extension where extname = 'citus')"))
            return (false, "the database has no extension citus, which shares the models out; leave --distribute out, or: create extension citus");
        return (true, "the role may make the schema that the models need");
    }
}
