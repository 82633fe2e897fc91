using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace UtmAttribution.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port, with its files in a temporary folder; it ends with the process of the
/// tests, however that ends.
/// </summary>
internal sealed class LocalServer : IDisposable
{
    // The system's users that own nothing: the server refuses to run as root.
    private const string Unprivileged = "nobody";

    private const int SecondsToConnect = 120;

    // Held, as the collector would close the pipe to it.
    private readonly Process _watchdog;
    private readonly int _port;

    /// <summary>Starts it.</summary>
    public LocalServer()
    {
        // Beside other tests a connection may wait longer than the driver does; the program and its processes read this.
        Environment.SetEnvironmentVariable("PGCONNECT_TIMEOUT", $"{SecondsToConnect}");
        Folder = Directory.CreateTempSubdirectory("utm-postgres-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, (UnixFileMode)Convert.ToInt32("1777", 8));
        _watchdog = Watch(Folder);
        ServerFiles.OfRepository.CopyTo(Path.Combine(Folder, "server"));
        var password = RandomNumberGenerator.GetHexString(32);
        File.WriteAllText(Path.Combine(Folder, "password"), password);
        Run(Folder, "initdb", "-D", Data(Folder), "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync",
            $"--pwfile={Path.Combine(Folder, "password")}");
        _port = LaunchSomewhere(Folder);
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
            PersistSecurityInfo = true,
            Timeout = SecondsToConnect,
        }.ConnectionString;
    }

    /// <summary>The connection of a superuser, as the driver takes it.</summary>
    public string ConnectionString { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Stops it and starts it again on the same port.</summary>
    /// <param name="mode">How it is stopped: <c>fast</c> or <c>immediate</c>.</param>
    public void Restart(string mode)
    {
        Run(Folder, "pg_ctl", "stop", "-w", "-m", mode, "-D", Data(Folder));
        Launch(Folder, _port);
    }

    /// <summary>Ends it and removes its folder.</summary>
    public void Dispose()
    {
        _watchdog.StandardInput.Close();
        _watchdog.WaitForExit(TimeSpan.FromSeconds(20));
        _watchdog.Dispose();
    }

    private static bool RunsAsAnotherUser => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private static int LaunchSomewhere(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var port = FreePort();
                Launch(folder, port);
                return port;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody was faster to take the port.
            }
        }
    }

    // What a crash of the machine would lose is nothing to a test.
    private static void Launch(string folder, int port) => Run(
        folder, "pg_ctl", "start", "-w", "-D", Data(folder), "-l", Path.Combine(folder, "log"), "-o",
        $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off "
        + "-c shared_buffers=128MB -c max_connections=60 -c max_wal_size=4GB");

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
}
