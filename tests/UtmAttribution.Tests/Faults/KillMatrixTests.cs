using System.Globalization;
using Xunit.Abstractions;

namespace UtmAttribution.Tests.Faults;

/// <summary>
/// Runs and backfills over what is published, disturbed at random and at named points, as often as <c>UTM_TEST_KILLS</c> says; those of
/// <c>UTM_TEST_SEED</c> where one that failed is to be seen again.
/// </summary>
public sealed class KillMatrixTests(FaultedShop shop, ITestOutputHelper output) : IClassFixture<FaultedShop>
{
    private const int FewKills = 3;

    [Fact]
    public void However_it_is_disturbed_each_date_is_as_before_or_as_after_and_the_same_command_again_completes()
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.
        var seed = Number("UTM_TEST_SEED") ?? Random.Shared.Next();
        var random = new Random(seed);
        var plan = new FaultPlan(shop.Activities, FaultedShop.WindowCount, random);
        var results = new List<FaultResult>();
        var kills = Number("UTM_TEST_KILLS") ?? FewKills;
        while (results.Count < kills)
        {
            var next = plan.Next();
            var run = new FaultRun(shop, random, next.Command, next.Targets);
            for (run.Disturb(next, plan.Choose(next)); run.GoesOn && results.Count + run.Attempts < kills; run.Disturb(next, plan.Choose(next)))
                next = plan.Next(next);
            results.AddRange(run.Complete());
        }

        var told = FaultCounts.Of(results).Prepend($"UTM_TEST_SEED={seed}").Concat(results.Where(result => result.Faults.Count > 0).Select(result => $"{result}")).ToList();
        told.ForEach(output.WriteLine);
        Assert.True(results.TrueForAll(result => result.Faults.Count == 0), string.Join('\n', told));
        Assert.InRange(results.Count(result => result.IsMet), results.Count / 2, results.Count);
        Assert.All(results, result => Assert.NotEqual(0, result.Reads));
    }

    [Theory]
    [InlineData("write file", false, "cannot be written: Specified file length was too large for the file system. Free space there")]
    [InlineData("decide", true, "has this run already, and running again does no harm there.")]
    public void Where_the_disk_is_full_the_message_says_what_is_published(string activity, bool alsoToDatabase, string words)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such limits.
        var targets = alsoToDatabase ? Targets.Both : Targets.Folder;
        var result = new FaultRun(shop, new Random(1), "run", targets).Disturb(
            new("run", targets, Fault.DiskFull, activity, Moment.Begin), new(activity, 1, IsEnd: false, TimeSpan.Zero));

        Assert.Empty(result.Faults);
        Assert.Equal(alsoToDatabase ? Outcome.Between : Outcome.Before, result.Outcome);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
