using Npgsql;

namespace UtmAttribution.Tests.Postgres;

/// <summary>
/// The one PostgreSQL server of a test run: our own, unless <c>UTM_TEST_POSTGRES</c> names another one (a connection as
/// <c>utm</c> takes it, of a superuser), which is used and left running.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<string> Started = new(Start);
    private static readonly Lazy<int> Version = new(ReadMajorVersion);

    /// <summary>The connection of a superuser, as the driver takes it.</summary>
    public static string ConnectionString => Started.Value;

    /// <summary>The server's major version, such as 18.</summary>
    public static int MajorVersion => Version.Value;

    /// <summary>The folder of our own server; null for another one.</summary>
    public static string? Folder => Own?.Folder;

    // Held, as the collector would close the pipe to its watchdog.
    private static LocalServer? Own { get; set; }

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("UTM_TEST_POSTGRES") is { Length: > 0 } other)
            return new NpgsqlConnectionStringBuilder(UtmAttribution.Postgres.PostgresServer.Parse(other).Settings.ConnectionString) { ApplicationName = "tests" }.ConnectionString;
        Own = new();
        return Own.ConnectionString;
    }

    private static int ReadMajorVersion()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection.PostgreSqlVersion.Major;
    }
}
