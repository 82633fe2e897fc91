using System.Diagnostics;
using UtmAttribution.Cli;
using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Cli;

/// <summary>Ctrl-C and termination signals in the middle of a run, in every part of it.</summary>
public sealed class CancelledRunTests(CancelledRunTests.Shop shop) : IClassFixture<CancelledRunTests.Shop>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", "")] // While it looks at the source or loads it.
    [InlineData("TERM", "debug: \"load orders\" began")]
    [InlineData("INT", "debug: \"visitors\" began")]
    [InlineData("TERM", "debug: \"session_visits\" began")]
    [InlineData("INT", "debug: \"publish\" began")]
    public void A_signal_ends_the_run_and_leaves_nothing(string signal, string afterLine)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.
        var (target, temp) = (_folder["out"], Directory.CreateDirectory(_folder["temp"]).FullName);
        using var tool = ToolProcess.Start(temp, ["run", "--source", shop.Path, "--out", target, "--threads", "2", "--verbose"]);

        if (afterLine.Length == 0)
            Assert.True(SpinWait.SpinUntil(() => Directory.EnumerateDirectories(temp, "utm-*").Any() || tool.HasExited, TimeSpan.FromSeconds(60)));
        else
            WaitFor(afterLine, tool);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{tool.Id}"]))
            kill.WaitForExit();

        var (exitCode, output, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Cancelled, ""), (exitCode, output));
        Assert.EndsWith("cancelled: nothing was published\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp));
        if (Directory.Exists(target))
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(target), path => Path.GetFileName(path) != ".lock");
    }

    private static void WaitFor(string beginning, Process tool)
    {
        while (tool.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"The run ended before it said '{beginning}'.");
    }

    /// <summary>A source that keeps a run busy for some seconds.</summary>
    public sealed class Shop : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Shop() => new DataGenerator(new GeneratorOptions
        {
            Orders = 20_000,
            Seed = 5,
            Days = 60,
            Ads = 20,
            LastDate = new DateOnly(2025, 11, 30),
            Format = GeneratorFormat.Parquet,
        }).Write(Path, progress: null, CancellationToken.None);

        public string Path => _folder["source"];

        public void Dispose() => _folder.Dispose();
    }
}
