using System.Diagnostics;
using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli;

/// <summary>The built tool as a process of its own, as scripts see it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("error: --lookback: \"1.5d\" is not a duration; give a whole number and one of s, m, h, d, w, such as 45s, 30m, 12h, 7d, 4w\n", "run", "--source", "a", "--out", "b", "--lookback", "1.5d")]
    [InlineData("error: \"--sorce\" is not an option of utm run; did you mean \"--source\"?\n", "run", "--sorce", "a")]
    public void Misuse_is_said_on_stderr_with_exit_code_2(string message, params string[] arguments)
    {
        using var tool = ToolProcess.Start(null, arguments);

        Assert.Equal((ExitCodes.Misuse, "", message), ToolProcess.Finish(tool));
    }

    [Fact]
    public void The_version_names_tool_engine_and_contract()
    {
        using var tool = ToolProcess.Start(null, ["--version"]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.Matches(@"^utm \d+\.\d+\.\d+\nengine: DuckDB \d+\.\d+\.\d+\ndata contract: \d+\n$", output);
    }

    [Fact]
    public void The_result_is_on_stdout_and_can_be_piped()
    {
        using var tool = ToolProcess.Start(null, ["channels", "explain", "--source", "facebook", "--medium", "cpc"]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.Contains("Channel Facebook", output);
        Assert.DoesNotContain('\e', output);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_stops_the_work_and_leaves_nothing(string signal)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.

        var target = _folder["big"];
        using var tool = ToolProcess.Start(null, ["generate", "--orders", "3000000", "--out", target]);
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(target) || tool.HasExited, TimeSpan.FromSeconds(60)));

        ToolProcess.Send(signal, tool);

        Assert.Equal((ExitCodes.Cancelled, "", "cancelled: nothing was written\n"), ToolProcess.Finish(tool));
        Assert.False(Directory.Exists(target));
    }
}
