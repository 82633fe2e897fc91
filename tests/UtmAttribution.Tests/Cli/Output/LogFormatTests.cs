using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Tests.Cli.Explaining;

namespace UtmAttribution.Tests.Cli.Output;

/// <summary>The log for programs.</summary>
public sealed class LogFormatTests(SpecialOrders special) : IClassFixture<SpecialOrders>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void As_json_every_line_on_stderr_is_an_object_that_says_when_what_and_how_much()
    {
        using var tool = ToolProcess.Start(null, ["run", "--source", special.Source, "--out", _folder["out"], "--log-format", "json"]);

        var (exitCode, _, error) = ToolProcess.Finish(tool);

        Assert.Equal(ExitCodes.Done, exitCode);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Equal("information", line.GetProperty("level").GetString()));
        Assert.All(lines, line => Assert.InRange(line.GetProperty("time").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-10), TimeProvider.System.GetUtcNow()));
        var sessions = lines.Single(line => line.GetProperty("stage").GetString() == "sessions");
        Assert.Equal(JsonValueKind.Number, sessions.GetProperty("seconds").ValueKind);
        Assert.InRange(lines.Single(line => line.GetProperty("stage").GetString() == "load orders").GetProperty("rows").GetInt64(), 40, 200);
        Assert.StartsWith("\"load orders\" ended: ", lines.Single(line => line.GetProperty("stage").GetString() == "load orders").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_file_it_has_what_failed_too()
    {
        var log = _folder["run.log"];

        var refused = ToolRun.Of(RunCommand.Pipeline, ["run", "--source", _folder["nothing"], "--out", _folder["out"], "--log-format", "json", "--log-file", log]);

        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        var line = JsonDocument.Parse(File.ReadAllText(log)).RootElement;
        Assert.Equal("error", line.GetProperty("level").GetString());
        Assert.Contains(_folder["nothing"], line.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_refused()
    {
        var refused = ToolRun.Of(RunCommand.Pipeline, ["run", "--source", special.Source, "--out", _folder["out"], "--log-format", "xml"]);

        Assert.Equal((ExitCodes.Misuse, "error: --log-format: \"xml\" is unknown; allowed are text, json\n"), (refused.ExitCode, refused.Error));
    }
}
