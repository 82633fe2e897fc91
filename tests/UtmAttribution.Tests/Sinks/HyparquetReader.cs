using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Sinks;

/// <summary>A dataset as hyparquet reads it.</summary>
/// <param name="Columns">The columns in the files' order, each with the type that the files say.</param>
/// <param name="Rows">The rows as text; null is NULL.</param>
internal sealed record HyparquetDataset(IReadOnlyList<(string Name, string Type)> Columns, List<string?[]> Rows);

/// <summary>Reads published folders with hyparquet under Node.js: an implementation of Parquet that shares nothing with the writer.</summary>
internal static class HyparquetReader
{
    public const string NodeMissing = "Node.js is not on the PATH: install Node.js 20 or newer, so that hyparquet can read what was published.";

    private static readonly string Folder = Path.Combine(SampleRun.Repository, "tests", "independent-reader");

    /// <summary>Whether Node.js can be started.</summary>
    public static bool HasNode { get; } = Run("node", "--version") is not null;

    /// <summary>Reads all datasets of a published folder.</summary>
    public static Dictionary<string, HyparquetDataset> Read(string published)
    {
        Assert.True(HasNode, NodeMissing);
        Install();
        var datasets = new Dictionary<string, HyparquetDataset>(StringComparer.Ordinal);
        var (exitCode, output, error) = Run("node", "read.js", published)!.Value;
        Assert.True(exitCode == 0, $"hyparquet can't read '{published}': {error}");

        List<string?[]> rows = [];
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '[')
            {
                using var row = JsonDocument.Parse(line);
                rows.Add([.. row.RootElement.EnumerateArray().Select(value => value.GetString())]);
                continue;
            }
            using var heading = JsonDocument.Parse(line);
            var columns = heading.RootElement.GetProperty("types").EnumerateArray().Select(column => (column[0].GetString()!, column[1].GetString()!));
            datasets.Add(heading.RootElement.GetProperty("dataset").GetString()!, new([.. columns], rows = []));
        }
        return datasets;
    }

    /// <summary>Fetches hyparquet as the lock file says, once.</summary>
    private static void Install()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var done = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        Assert.True(done is { ExitCode: 0 }, $"'npm ci' in tests/independent-reader failed: {done?.Error ?? "npm is not on the PATH"}");
    }

    private static (int ExitCode, string Output, string Error)? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            return null; // It is not on the PATH.
        }
    }
}
