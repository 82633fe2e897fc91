using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>The whole server stopped and started again under a run: a server of its own, as others use that of the tests.</summary>
public sealed class RestartedServerTests(RestartedServerTests.Server own, GeneratedShop shop) : IClassFixture<RestartedServerTests.Server>, IClassFixture<GeneratedShop>
{
    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public void In_the_middle_of_the_load_there_is_one_message_nothing_is_published_and_a_plain_run_completes(string mode)
    {
        using var source = new SmallShop(new TestDatabase(own.Local.ConnectionString));
        var tool = source.Start(source.Database.Uri, "--orders-table", "slow_orders", "--currency", "EUR", "--threads", "2");
        source.WaitForCopy(tool);
        own.Local.Restart(mode);

        source.AssertFailed(ToolProcess.Finish(tool), "reading table 'public.slow_orders'", "Run again when it is there");
        Assert.Equal(ExitCodes.Done, source.Run(source.Database.Uri).ExitCode);
    }

    [Theory]
    [InlineData("fast", "publish utm_sessions", false)]
    [InlineData("immediate", "publish utm_order_mapping", true)]
    public void In_the_middle_of_the_publication_there_is_one_message_the_target_is_as_before_and_a_plain_run_completes(string mode, string stage, bool partitioned)
    {
        using var database = new TestDatabase(own.Local.ConnectionString);
        var target = new TargetSchema(database, "restarted", new() { PartitionByMonth = partitioned });
        target.Run(shop.Source, GeneratedShop.Options with { Revenue = Options.RevenueBasis.Net });
        var before = target.Contents();
        var restarts = 0;
        var failed = Run(target, progress =>
        {
            if (progress.Stage == stage && restarts++ == 0)
                own.Local.Restart(mode);
        });
        Assert.True(restarts > 0);
        Assert.Equal((ExitCodes.Failed, ""), (failed.ExitCode, failed.Output));
        Assert.StartsWith("error: PostgreSQL at 127.0.0.1", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Run again when it is there", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was published; dates that were there before are unchanged.", failed.Error, StringComparison.Ordinal);
        Assert.Equal(1, failed.Error.Count(letter => letter == '\n'));
        Assert.Equal(before, target.Contents());

        Assert.Equal((ExitCodes.Done, ""), Run(target, _ => { }) is var again ? (again.ExitCode, again.Error) : default);
        Assert.NotEqual(before, target.Contents());
        Assert.Equal(2, database.Scalar<long>("select count(*) from restarted.utm_runs"));
    }

    private ToolRun Run(TargetSchema target, Action<RunProgress> told) => ToolRun.Of(
        (run, logger, _, cancellation) => RunCommand.Pipeline(run, logger, new Told(told), cancellation),
        "run", "--source", shop.Source, "--postgres", target.Database.Uri, "--schema", target.Schema.Name, "--currency", "EUR", "--time-zone", "Europe/Berlin",
        "--lookback", "3d", "--quiet");

    /// <summary>The server.</summary>
    public sealed class Server : IDisposable
    {
        internal LocalServer Local { get; } = new();

        public void Dispose() => Local.Dispose();
    }
}
