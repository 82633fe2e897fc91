using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Options;

namespace UtmAttribution.Tests.Cli.Commands;

public sealed class RunSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_given_has_the_defaults_of_the_library()
    {
        var request = ToolRun.Of("run", "--source", "in", "--out", "out").Request!;

        Assert.Equal(new AttributionOptions() with { Models = request.Options.Models, ShopHosts = request.Options.ShopHosts }, request.Options);
        Assert.Equal(OptionNames.Models.Keys.Except([AttributionModel.Markov, AttributionModel.Shapley]), request.Options.Models);
        Assert.Empty(request.Options.ShopHosts);
        Assert.Equal(("in", "out", null, false, false, false), (request.Source, request.Out, request.LogFile, request.Json, request.Quiet, request.Verbose));
    }

    [Fact]
    public void Every_option_of_the_command_line_reaches_the_run()
    {
        var request = ToolRun.Of(
            "run", "--source", "in", "--out", "out", "--from", "2026-03-01", "--to", "2026-03-31", "--time-zone", "Asia/Kolkata", "--currency", "inr",
            "--models", "linear,last_click", "--primary-model", "linear", "--lookback", "7d", "--session-timeout", "1h", "--half-life", "2d",
            "--position", "30,40,30", "--train", "2026-01-01..2026-02-28", "--markov-order", "3", "--touchpoints", "all", "--revenue", "net", "--ads-duplicates", "newest", "--shop-host", "a.example",
            "--shop-host", "b.example", "--memory", "2GB", "--threads", "2", "--temp-dir", "spill", "--temp-limit", "20gb", "--log-file", _folder["log"], "--json", "--quiet", "--verbose").Request!;

        var options = request.Options;
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), "Asia/Kolkata", "INR"), (options.From!.Value, options.To!.Value, options.TimeZone, options.Currency));
        Assert.Equal([AttributionModel.Linear, AttributionModel.LastClick], options.Models);
        Assert.Equal(AttributionModel.Linear, options.PrimaryModel);
        Assert.Equal((TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromDays(2)), (options.Lookback, options.SessionTimeout, options.HalfLife));
        Assert.Equal(new PositionShares(30, 40, 30), options.Position);
        Assert.Equal((new TrainingDates(new(2026, 1, 1), new(2026, 2, 28)), 3), (options.Training, options.MarkovOrder));
        Assert.Equal((TouchpointTiers.All, RevenueBasis.Net, AdsDuplicates.Newest), (options.Touchpoints, options.Revenue, options.AdsDuplicates));
        Assert.Equal(["a.example", "b.example"], options.ShopHosts);
        Assert.Equal(("2GB", 2, "spill", "20gb"), (options.Memory, options.Threads, options.TempDirectory, options.TempLimit));
        Assert.Equal((_folder["log"], true, true, true), (request.LogFile, request.Json, request.Quiet, request.Verbose));
    }

    [Fact]
    public void The_engine_reaches_the_run()
    {
        var request = ToolRun.Of("run", "--source", "in", "--postgres", "postgresql://localhost/shop", "--engine", "postgres", "--keep", "--distribute").Request!;

        Assert.Equal((EngineKind.Postgres, true, true), (request.Engine, request.Keep, request.Distribute));
        Assert.Equal((EngineKind.DuckDb, false, false), (new RunRequest().Engine, new RunRequest().Keep, new RunRequest().Distribute));
    }

    [Fact]
    public void A_configuration_file_gives_the_same_options_and_the_command_line_wins()
    {
        var config = _folder.Write("shop.json", """
            {
              // Where the shop is.
              "source": "orders", "out": "/srv/out", "temp-dir": "spill",
              "time-zone": "Europe/Berlin", "lookback": "7d", "threads": 2, "position": [30, 40, 30],
              "models": ["linear", "time_decay"], "shop-host": ["a.example", "b.example"], "quiet": true, "json": false,
            }
            """);

        var request = ToolRun.Of("run", "--config", config, "--lookback", "14d", "--models", "last_click").Request!;

        Assert.Equal((_folder["orders"], "/srv/out", _folder["spill"]), (request.Source, request.Out, request.Options.TempDirectory));
        Assert.Equal(("Europe/Berlin", TimeSpan.FromDays(14), 2), (request.Options.TimeZone, request.Options.Lookback, request.Options.Threads));
        Assert.Equal([AttributionModel.LastClick], request.Options.Models);
        Assert.Equal(new PositionShares(30, 40, 30), request.Options.Position);
        Assert.Equal(["a.example", "b.example"], request.Options.ShopHosts);
        Assert.Equal((true, false), (request.Quiet, request.Json));
    }

    [Theory]
    [InlineData("""{ "timezone": "UTC" }""", "shop.json: the key \"timezone\" is unknown; did you mean \"time-zone\"?")]
    [InlineData("""{ "--time-zone": "UTC" }""", "shop.json: the key \"--time-zone\" is unknown; did you mean \"time-zone\"?")]
    [InlineData("""{ "time-zone": "Europe/Berln" }""", "shop.json, \"time-zone\": the time zone \"Europe/Berln\" is unknown; did you mean \"Europe/Berlin\"?")]
    [InlineData("""{ "lookback": 30 }""", "shop.json, \"lookback\": \"30\" is not a duration; give a whole number and one of s, m, h, d, w, such as 45s, 30m, 12h, 7d, 4w")]
    [InlineData("""{ "from": null }""", "shop.json, \"from\": the value is null; leave the key out to use the default")]
    [InlineData("""{ "position": { "first": 40 } }""", "shop.json, \"position\": the value must be text, a number, true, false, or a list of them")]
    [InlineData("""{ "models": [["linear"]] }""", "shop.json, \"models\": the value must be text, a number, true, false, or a list of them")]
    [InlineData("""{ "time-zone": ["UTC", "UTC"] }""", "shop.json, \"time-zone\": given 2 times (\"UTC\", \"UTC\"); give it once")]
    [InlineData("""{ "quiet": "yes" }""", "shop.json, \"quiet\": \"yes\" is neither true nor false")]
    [InlineData("""{ "from": "2026-03-02", "to": "2026-03-01" }""", "--from: 2026-03-02 is after --to 2026-03-01; give a first date that is not after the last")]
    public void A_fault_in_the_configuration_names_file_and_key(string json, string message)
    {
        var config = _folder.Write("shop.json", json);

        var run = ToolRun.Of("run", "--source", "in", "--out", "out", "--config", config);

        Assert.Equal((ExitCodes.Misuse, $"error: {message}\n", ""), (run.ExitCode, run.Error, run.Output));
        Assert.Null(run.Request);
    }

    [Theory]
    [InlineData("[]", "holds no JSON object; write { \"time-zone\": \"Europe/Berlin\", … }")]
    [InlineData("{ \"from\": \"2026-03-01\"\n \"to\": 1 }", "is not valid JSON at line 2: ")]
    [InlineData("{ \"from\": \"2026-03-01\", \"from\": \"2026-03-02\" }", "is not valid JSON: Duplicate property 'from'")]
    public void A_configuration_that_is_no_JSON_object_is_refused(string json, string message)
    {
        var config = _folder.Write("shop.json", json);

        var run = ToolRun.Of("run", "--source", "in", "--out", "out", "--config", config);

        Assert.Equal(ExitCodes.Misuse, run.ExitCode);
        Assert.StartsWith($"error: --config: \"{config}\" {message}", run.Error);
    }

    [Fact]
    public void A_configuration_that_is_missing_is_refused()
    {
        var run = ToolRun.Of("run", "--source", "in", "--out", "out", "--config", _folder["none.json"]);

        Assert.Equal((ExitCodes.Misuse, $"error: --config: there is no file \"{_folder["none.json"]}\"\n"), (run.ExitCode, run.Error));
    }
}
