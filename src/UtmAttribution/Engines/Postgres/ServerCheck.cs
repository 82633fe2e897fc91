using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>Whether a server is one that models run on.</summary>
internal static class ServerCheck
{
    private const int OldestVersion = 14;

    /// <summary>Refuses a server that is too old, or has texts of another encoding.</summary>
    /// <exception cref="PublishException">Models can't run there.</exception>
    public static void Verify(PostgresServer server, NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new PublishException(
                $"{server.Description}: its version is {connection.PostgreSqlVersion}, and models run on {OldestVersion} or newer. "
                + "Run with --engine duckdb, which publishes to older servers too.");
        }

        if (connection.PostgresParameters["server_encoding"] is var encoding and not "UTF8")
        {
            throw new PublishException(
                $"{server.Description}: its encoding is {encoding}, and models run on UTF8, of which session tokens are made. "
                + "Run with --engine duckdb, which publishes to such databases too.");
        }
    }
}
