using System.Diagnostics;
using UtmAttribution.Cli;
using UtmAttribution.DuckDb;
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
        ToolProcess.Send(signal, tool);

        var (exitCode, output, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Cancelled, ""), (exitCode, output));
        Assert.EndsWith("cancelled: nothing was published\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp));
        if (Directory.Exists(target))
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(target), path => Path.GetFileName(path) != ".lock");
    }

    [Theory]
    [InlineData("INT", "debug: \"load orders\" began", "sweep", "--lookback", "30d,7d")]
    [InlineData("TERM", "debug: \"touchpoints\" began", "sweep", "--half-life", "7d,1d,2d,3d")]
    [InlineData("INT", "debug: \"visits\" began", "explain", "--order", Shop.Order)]
    [InlineData("INT", "debug: \"visits\" began", "tagging")]
    public void A_signal_ends_a_question_and_leaves_nothing(string signal, string afterLine, params string[] command)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.
        var temp = Directory.CreateDirectory(_folder["temp"]).FullName;
        using var tool = ToolProcess.Start(temp, [.. command.Select(word => word == Shop.Order ? shop.AnyOrder : word), "--source", shop.Path, "--threads", "2", "--verbose"]);

        WaitFor(afterLine, tool);
        ToolProcess.Send(signal, tool);

        var (exitCode, output, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Cancelled, ""), (exitCode, output));
        Assert.EndsWith("cancelled\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp));
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
        /// <summary>Stands for the id of an order.</summary>
        public const string Order = "ORDER";

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

        /// <summary>An order's id.</summary>
        public string AnyOrder
        {
            get
            {
                using var engine = DuckDBDatabase.Open(new DuckDBSettings());
                using var files = engine.Connect();
                return files.Scalar<string>($"select max(order_id)::varchar from '{Path}/shopify_orders*.parquet'");
            }
        }

        public void Dispose() => _folder.Dispose();
    }
}
