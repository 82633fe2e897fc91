using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Output;
using UtmAttribution.Restating;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Restating;

/// <summary><c>utm run --changed</c> as people and schedulers see it.</summary>
[Collection(SharesRestatedShop.Name)]
public sealed class RestatementCommandTests(RestatedShop shop)
{
    private static readonly string[] Rules = ["--currency", "EUR", "--time-zone", "Europe/Berlin", "--lookback", "1d", "--revenue", "net", "--threads", "1"];

    [Fact]
    public void It_says_what_moved_on_each_date_and_how_many_were_looked_at()
    {
        var target = shop.Published();
        var source = shop.Edited("update ads_insights_hourly set spend = '0' where date_start in ('2025-10-27', '2025-11-05') and try_cast(spend as decimal(18, 4)) > 0");
        using var tool = ToolProcess.Start(null, ["run", "--changed", "--source", source, "--out", target, .. Rules]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);

        Assert.Equal(ExitCodes.Done, exitCode);
        var lines = output.Split('\n');
        Assert.Equal("computed again, 2025-10-26 to 2025-10-28, 2025-11-04 to 2025-11-06: the source has changed", lines[0]);
        Assert.Matches(@"^2025-10-27: ad spend -[0-9.]+, ROAS [0-9.]+ (→|->) none$", lines[1]);
        Assert.Matches(@"^2025-11-05: ad spend -[0-9.]+, ROAS [0-9.]+ (→|->) none$", lines[2]);
        Assert.Equal([$"The datasets are in {target}", "Looked at 13 dates: 6 computed, 2 rebuilt, 11 unchanged", ""], lines[^3..]);
        Assert.Matches(@"^1 of 2, 2025-10-26 to 2025-10-28: computed in [0-9.]+ s, 1 date rebuilt, about [0-9]+ s left\n2 of 2, 2025-11-04 to 2025-11-06: computed in [0-9.]+ s, 1 date rebuilt\n$", error);

        var again = ToolRun.Of(["run", "--changed", "--source", source, "--out", target, .. Rules]);
        Assert.Equal((ExitCodes.Done, "Looked at 13 dates: nothing has changed since they were published\n", ""), (again.ExitCode, again.Output, again.Error));

        var back = ToolRun.Of(["run", "--changed", "--source", shop.Source, "--out", target, "--json", "--quiet", .. Rules]);
        using var json = JsonDocument.Parse(back.Output);
        var dates = json.RootElement.GetProperty("dates").EnumerateArray().ToList();
        var date = dates[0];
        Assert.Equal(("2025-10-27", 0m), (date.GetProperty("date").GetString(), date.GetProperty("before").GetProperty("ad_spend").GetDecimal()));
        Assert.Equal(lines[1].Split(' ')[3].Trim('-', ','), Figures.Amount(date.GetProperty("after").GetProperty("ad_spend").GetDecimal()));
        Assert.Equal((2, 13, 6, 2), (dates.Count, Count("all_dates"), Count("computed_dates"), Count("rebuilt_dates")));
        Assert.Equal(GeneratedShop.Contents(shop.Published()), GeneratedShop.Contents(target));

        int Count(string name) => json.RootElement.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("--changed: compares what is published with what the embedded engine computes, and --engine is postgres; leave one of them out", "--engine", "postgres", "--postgres", "postgresql://localhost/none")]
    [InlineData("--from: 2025-02-01 is after --to 2025-01-01", "--from", "2025-02-01", "--to", "2025-01-01")]
    public void Misuse_is_refused(string message, params string[] more)
    {
        var refused = ToolRun.Of(["run", "--changed", "--source", shop.Source, "--out", shop.NewFolder(), .. more]);

        Assert.Equal((ExitCodes.Misuse, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith($"error: {message}", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("310 100 100 100 5", "310 100 100 107 5", "ad spend +7.00, ROAS 3.1 → 2.9")]
    [InlineData("310 100 100 100 5", "310 100 100 100.1 5", "ad spend +0.10, ROAS 3.100 → 3.097")]
    [InlineData("0 0 0 0 0", "310 100 100 100 5", "orders +3, revenue +310.00, attributed revenue +100.00, ad spend +100.00, ROAS none → 3.1, sessions +5")]
    [InlineData("310 100 100 100 1205", "310 99.5 100 100 5", "attributed revenue -0.50, sessions -1,200")]
    [InlineData("310 100 100 100 5", "310 100 100 100 5", "rows changed, no total moved")]
    public void A_line_has_what_moved_and_nothing_else(string before, string after, string expected) =>
        Assert.Equal($"2025-03-02: {expected}", RestatedText.Of(new(new(2025, 3, 2), Totals(before), Totals(after)), unicode: true));

    // Revenue, attributed revenue, a number that is not used, spend, sessions; a shop of orders of 100 or so.
    private static DayTotals Totals(string figures)
    {
        var numbers = figures.Split(' ').Select(figure => decimal.Parse(figure) + 0.0000m).ToList();
        return new((long)(numbers[0] / 100), numbers[0], numbers[1], numbers[3], (long)numbers[4]);
    }
}
