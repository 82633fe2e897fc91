using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using UtmAttribution.Backfilling;
using UtmAttribution.Cli;
using UtmAttribution.Errors;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Backfilling;

/// <summary><c>utm backfill</c> as people and schedulers see it, and killed in its midst.</summary>
public sealed partial class BackfillCommandTests(BackfilledShop shop) : IClassFixture<BackfilledShop>
{
    private static readonly string[] Rules = ["--currency", "EUR", "--time-zone", "Europe/Berlin", "--lookback", "3d", "--from", "2025-09-28", "--to", "2025-11-06", "--threads", "1"];

    [Fact]
    public void A_line_tells_of_every_window_and_the_summary_of_all()
    {
        var target = shop.NewFolder();

        var first = Utm(target, "--window", "1mo", "--to", "2025-10-31");
        var second = Utm(target, "--window", "1mo", "--to", "2025-10-31", "--json");

        Assert.Equal(
            ["window 1 of 2, 2025-09-28 to 2025-09-30: N orders in N s, N/s, about N s left", "window 2 of 2, 2025-10-01 to 2025-10-31: N orders in N s, N/s"], Lines(first.Error));
        Assert.StartsWith("2025-09-28 to 2025-10-31: 2 windows published\n\n dates ", first.Output, StringComparison.Ordinal);
        Assert.EndsWith($"all ledgers agree.\nThe datasets are in {target}\n", first.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["window 1 of 2, 2025-09-28 to 2025-09-30: published before, nothing has changed", "window 2 of 2, 2025-10-01 to 2025-10-31: published before, nothing has changed"],
            second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var report = JsonDocument.Parse(second.Output);
        Assert.Equal(["2025-09-30 null", "2025-10-31 null"], report.RootElement.GetProperty("windows").EnumerateArray().Select(window =>
            $"{window.GetProperty("to").GetString()} {window.GetProperty("batch_id").GetString() ?? "null"}"));
    }

    [Fact]
    public void Ended_by_a_signal_it_says_so_and_goes_on_after_the_windows_that_are_published()
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.
        var target = shop.NewFolder();

        using (var tool = ToolProcess.Start(shop.NewTemp(), ["backfill", "--source", shop.Source, "--out", target, "--window", "8d", .. Rules]))
        {
            while (tool.StandardError.ReadLine() is { } line && !line.StartsWith("window 1 of 5", StringComparison.Ordinal))
            {
            }
            ToolProcess.Send("TERM", tool);
            var (exitCode, output, error) = ToolProcess.Finish(tool);
            Assert.Equal((ExitCodes.Cancelled, ""), (exitCode, output));
            Assert.EndsWith("cancelled: the windows above are published; the same command goes on after them\n", error, StringComparison.Ordinal);
        }

        var last = Utm(target, "--window", "8d");
        Assert.StartsWith("window 1 of 5, 2025-09-28 to 2025-10-05: published before, nothing has changed\n", last.Error, StringComparison.Ordinal);
        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
    }

    [Fact]
    public void What_goes_wrong_in_a_window_is_said_of_it()
    {
        var fault = new PublishException("The disk is full. Nothing was published.");
        fault.Data[BackfillWindow.FaultKey] = new BackfillWindow(2, 3, new(2025, 10, 1), new(2025, 10, 31));
        using var error = new StringWriter();

        Assert.Equal(ExitCodes.Failed, FailureReport.Write(fault, "", ExitCodes.Failed, new Terminal(TextWriter.Null, error)));

        Assert.Equal(
            "error: window 2 of 3, 2025-10-01 to 2025-10-31: The disk is full. Nothing was published. The windows above are published; the same command goes on after them.\n",
            error.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--window: \"1y\" is not the length of a window; give a length, such as 1mo, 7d, 4w or auto", "--window", "1y")]
    [InlineData("--window: \"0mo\" is not the length of a window", "--window", "0mo")]
    [InlineData("--window: \"0d\" is no time at all", "--window", "0d")]
    [InlineData("\"--engine\" is not an option of utm backfill", "--engine", "postgres")]
    [InlineData("--parallel: 8 windows at a time leave 128.0 MB of memory for each, and 250.0 MB is the least", "--memory", "1024MB", "--parallel", "8")]
    public void Misuse_is_refused(string message, params string[] more)
    {
        var refused = ToolRun.Of(["backfill", "--source", shop.Source, "--out", shop.NewFolder(), .. more]);

        Assert.Equal((ExitCodes.Misuse, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith($"error: {message}", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_without_rows_in_the_dates_publishes_nothing_of_orders_and_says_so()
    {
        var told = ToolRun.Of("backfill", "--source", shop.Source, "--out", shop.NewFolder(), "--from", "2031-01-01", "--quiet");

        Assert.Equal((ExitCodes.Done, "Nothing to publish: the source has no order and no ad hour in these dates\n"), (told.ExitCode, told.Output));
    }

    private (string Output, string Error) Utm(string target, params string[] more)
    {
        var rules = more.Contains("--to") ? Rules.Except(["--to", "2025-11-06"]) : Rules;
        var told = ToolRun.Of(["backfill", "--source", shop.Source, "--out", target, .. rules, .. more]);
        Assert.Equal(ExitCodes.Done, told.ExitCode);
        return (told.Output, told.Error);
    }

    // Figures that differ from run to run as N.
    private static IEnumerable<string> Lines(string error) => error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var figures = line.IndexOf(": ", StringComparison.Ordinal);
        return line[..figures] + Figure().Replace(line[figures..], "N");
    });

    [GeneratedRegex("[0-9][0-9.,]*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Figure();
}
