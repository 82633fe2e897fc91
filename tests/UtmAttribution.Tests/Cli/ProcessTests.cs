using System.Diagnostics;
using System.Reflection;
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
        using var tool = Start(arguments);

        Assert.Equal((ExitCodes.Misuse, "", message), Finish(tool));
    }

    [Fact]
    public void The_version_names_tool_engine_and_contract()
    {
        using var tool = Start("--version");

        var (exitCode, output, error) = Finish(tool);
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.Matches(@"^utm \d+\.\d+\.\d+\nengine: DuckDB \d+\.\d+\.\d+\ndata contract: \d+\n$", output);
    }

    [Fact]
    public void The_result_is_on_stdout_and_can_be_piped()
    {
        using var tool = Start("channels", "explain", "--source", "facebook", "--medium", "cpc");

        var (exitCode, output, error) = Finish(tool);
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
        using var tool = Start("generate", "--orders", "50000000", "--out", target);
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(target) || tool.HasExited, TimeSpan.FromSeconds(60)));

        using (var kill = Process.Start("kill", [$"-{signal}", $"{tool.Id}"]))
            kill.WaitForExit();

        Assert.Equal((ExitCodes.Cancelled, "", "cancelled: nothing was written\n"), Finish(tool));
        Assert.False(Directory.Exists(target));
    }

    private static Process Start(params string[] arguments)
    {
        var library = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "utm.dll");
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", library, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static (int ExitCode, string Output, string Error) Finish(Process tool)
    {
        var error = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
