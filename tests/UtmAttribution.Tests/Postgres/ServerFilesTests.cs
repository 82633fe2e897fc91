using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Postgres;

/// <summary>Where a fresh clone's first servers get their files.</summary>
public sealed class ServerFilesTests
{
    [Fact]
    public async Task Servers_that_start_side_by_side_in_a_fresh_clone_each_get_all_files()
    {
        using var clone = new TemporaryFolder();
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(SampleRun.Repository, "tests", "postgres-server", file), Path.Combine(clone.Path, file));
        var files = new ServerFiles(clone.Path);
        var servers = Enumerable.Range(1, 3).Select(number => Path.Combine(clone.Path, $"server-{number}")).ToArray();

        await Task.WhenAll(servers.Select(server => Task.Run(() => files.CopyTo(server))));

        Assert.All(servers, server => Assert.Equal(Names(servers[0]), Names(server)));
        Assert.Contains(Names(servers[0]), name => Path.GetFileNameWithoutExtension(name) == "initdb");
    }

    private static IEnumerable<string> Names(string server) =>
        Directory.EnumerateFiles(server, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(server, file)).Order(StringComparer.Ordinal);
}
