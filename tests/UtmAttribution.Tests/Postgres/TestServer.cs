using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace UtmAttribution.Tests.Postgres;

/// <summary>
/// The one PostgreSQL server of a test run: our own, on a free port, with its files in a temporary folder; it ends with the
/// process of the tests, however that ends. <c>UTM_TEST_POSTGRES</c> names another one (a connection as <c>utm</c> takes it,
/// of a superuser), which is used and left running.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<string> Started = new(Start);
    private static readonly Lazy<int> Version = new(ReadMajorVersion);

    // The system's users that own nothing: the server refuses to run as root.
    private const string Unprivileged = "nobody";

    /// <summary>The connection of a superuser, as the driver takes it.</summary>
    public static string ConnectionString => Started.Value;

    /// <summary>The server's major version, such as 18.</summary>
    public static int MajorVersion => Version.Value;

    /// <summary>The folder of our own server; null for another one.</summary>
    public static string? Folder { get; private set; }

    // Held, as the collector would close the pipe to it.
    private static Process? Watchdog { get; set; }

    /// <summary>Whether the server runs as a user of its own that owns none of our files.</summary>
    public static bool RunsAsAnotherUser => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("UTM_TEST_POSTGRES") is { Length: > 0 } other)
            return UtmAttribution.Postgres.PostgresServer.Parse(other).Settings.ConnectionString;

        var folder = Directory.CreateTempSubdirectory("utm-postgres-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("1777", 8));
        Watchdog = Watch(folder);
        ServerFiles.CopyTo(Path.Combine(folder, "server"));
        var password = RandomNumberGenerator.GetHexString(32);
        File.WriteAllText(Path.Combine(folder, "password"), password);
        Run(folder, "initdb", "-D", Data(folder), "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync",
            $"--pwfile={Path.Combine(folder, "password")}");
        Folder = folder;
        var port = Launch(folder);
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
            PersistSecurityInfo = true,
        }.ConnectionString;
    }

    private static int Launch(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            // What a crash of the machine would lose is nothing to a test.
            var settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off "
                + "-c shared_buffers=128MB -c max_connections=60 -c max_wal_size=4GB";
            try
            {
                Run(folder, "pg_ctl", "start", "-w", "-D", Data(folder), "-l", Path.Combine(folder, "log"), "-o", settings);
                return port;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody was faster to take the port.
            }
        }
    }

    /// <summary>
    /// Starts a process that waits for the end of this one (the pipe between them closes, whatever the reason), ends the server
    /// and removes its folder.
    /// </summary>
    private static Process Watch(string folder)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/d", "/c", $"more >nul & \"{Path.Combine(folder, "server", "bin", "pg_ctl")}\" stop -m immediate -D \"{Data(folder)}\" >nul 2>&1 & rmdir /s /q \"{folder}\""])
            : new ProcessStartInfo("sh", ["-c", """
                trap '' INT TERM HUP
                exec >/dev/null 2>&1
                cat
                pid=$(head -n 1 "$1/data/postmaster.pid")
                [ -n "$pid" ] && kill -QUIT "$pid"
                for second in 1 2 3 4 5 6 7 8 9 10; do
                    kill -0 "$pid" || break
                    sleep 1
                done
                rm -rf "$1"
                """, "watch", folder]);
        (start.UseShellExecute, start.RedirectStandardInput) = (false, true);
        return Process.Start(start)!;
    }

    private static void Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "server", "bin", program), arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (RunsAsAnotherUser)
            start.UserName = Unprivileged;
        if (OperatingSystem.IsLinux())
            start.Environment["LD_LIBRARY_PATH"] = Path.Combine(folder, "server", "lib");
        using var process = Process.Start(start)!;
        process.WaitForExit(TimeSpan.FromMinutes(2));
        if (process.HasExited && process.ExitCode == 0)
            return;

        // The server itself may hold the pipes, so they are read only where it did not start.
        var log = Path.Combine(folder, "log");
        throw new InvalidOperationException($"{program} failed: {process.StandardError.ReadToEnd()}{(File.Exists(log) ? File.ReadAllText(log) : "")}");
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int ReadMajorVersion()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection.PostgreSqlVersion.Major;
    }
}
