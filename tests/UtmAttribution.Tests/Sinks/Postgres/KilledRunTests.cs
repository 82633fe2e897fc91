using System.Globalization;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>The tool killed without warning while it publishes, as often as <c>UTM_TEST_KILLS</c> says.</summary>
public sealed class KilledRunTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    private const int FewKills = 5;

    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("UTM_TEST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : FewKills;

    [Fact]
    public void Killed_at_random_points_of_a_publication_the_target_is_as_before_or_as_after_and_a_plain_run_completes()
    {
        using var temporary = new TemporaryFolder();
        var after = new TargetSchema(database, "after");
        var span = Publish(after);
        var published = after.Contents();
        var target = new TargetSchema(database, "killed");
        target.Run(shop.Source, GeneratedShop.Options with { Revenue = Options.RevenueBasis.Net });
        var before = target.Contents();
        var random = new Random(7);
        var killedWhilePublishing = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var tool = ToolProcess.Start(temporary.Path, Arguments(target));
            _ = tool.StandardOutput.ReadToEndAsync();
            _ = tool.StandardError.ReadToEndAsync();
            while (!Publishes() && !tool.HasExited)
                Thread.Sleep(1);
            Thread.Sleep(span * random.NextDouble());
            killedWhilePublishing += tool.HasExited ? 0 : 1;
            tool.Kill();
            tool.WaitForExit();
            while (Publishes())
                Thread.Sleep(5);
            var found = target.Contents();
            Assert.True(
                Same(found, before) || Same(found, published), $"After kill {kill} the target is neither as before nor as after.");
            if (Same(found, published))
                target.Run(shop.Source, GeneratedShop.Options with { Revenue = Options.RevenueBasis.Net });
        }

        Assert.InRange(killedWhilePublishing, Kills / 2, Kills);
        Publish(target);
        Assert.Equal(published, target.Contents());
    }

    /// <summary>Publishes with the tool, and tells for how long its transaction was open.</summary>
    private TimeSpan Publish(TargetSchema target)
    {
        using var temporary = new TemporaryFolder();
        using var tool = ToolProcess.Start(temporary.Path, Arguments(target));
        var watch = Task.Run(() =>
        {
            while (!Publishes() && !tool.HasExited)
                Thread.Sleep(1);
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            while (Publishes() && !tool.HasExited)
                Thread.Sleep(1);
            return System.Diagnostics.Stopwatch.GetElapsedTime(start);
        });
        var (exitCode, _, error) = ToolProcess.Finish(tool);
        Assert.True(exitCode == 0, error);
        return watch.Result;
    }

    private string[] Arguments(TargetSchema target) =>
    [
        "run", "--source", shop.Source, "--postgres", database.Uri, "--schema", target.Schema.Name, "--currency", "EUR", "--time-zone", "Europe/Berlin",
        "--lookback", "3d", "--quiet",
    ];

    private bool Publishes() => database.Scalar<long>(
        $"select count(*) from pg_stat_activity where datname = '{database.Name}' and application_name = 'utm' and xact_start is not null and query !~ 'pg_class'") > 0;

    private static bool Same(SortedDictionary<string, string> one, SortedDictionary<string, string> other) => one.SequenceEqual(other);
}
