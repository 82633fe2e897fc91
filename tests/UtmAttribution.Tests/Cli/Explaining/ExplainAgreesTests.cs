using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Cli.Explaining;

/// <summary>An explanation has the figures that a run publishes, though it computes three days alone.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class ExplainAgreesTests(SampleRun run)
{
    [Theory]
    [InlineData("9009")] // A session of its own.
    [InlineData("9019")] // A customer's second order.
    [InlineData("9035")] // The ad's hour is of the next date, in Kathmandu.
    [InlineData(null)] // The ordinary order with the most sessions.
    public void Shares_and_ad_hours_of_an_order_are_those_that_are_published(string? order)
    {
        using var published = PublishedDatasets.Open(run.Out);
        order ??= published.Connection.Scalar<string>(
            "select order_id from utm_order_mapping where attribution_model = 'linear' group by order_id order by count(*) desc, order_id limit 1");

        var explanation = ExplainedSample.FromSource(order);

        Assert.Equal(ExplainedSample.PublishedShares(published, order), ExplainedSample.Shares(explanation));
        Assert.Equal(ExplainedSample.PublishedAdHours(published, explanation), ExplainedSample.AdHours(explanation));
        Assert.NotEmpty(ExplainedSample.Shares(explanation));
    }

    [Fact]
    public void A_process_of_its_own_prints_them_as_JSON()
    {
        using var published = PublishedDatasets.Open(run.Out);
        using var tool = ToolProcess.Start(null, ["explain", "--order", "9013", "--source", SampleRun.Source, "--json"]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);

        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.StartsWith("warning: 3 landing pages are paths", error, StringComparison.Ordinal);
        Assert.Equal(ExplainedSample.PublishedShares(published, "9013"), ExplainedSample.Shares(JsonDocument.Parse(output).RootElement));
    }

    [Theory]
    [InlineData("9001")]
    [InlineData("9020")]
    public void What_is_published_explains_as_much_as_it_knows(string order)
    {
        var (source, published) = (ExplainedSample.FromSource(order), ExplainedSample.FromPublished(order, run.Out));

        Assert.Equal(source.GetProperty("answer").GetString(), published.GetProperty("answer").GetString());
        Assert.Equal(ExplainedSample.Shares(source), ExplainedSample.Shares(published));
        Assert.Equal(ExplainedSample.AdHours(source), ExplainedSample.AdHours(published));
        Assert.Equal(Sessions(source), Sessions(published));
        Assert.Equal(0, source.GetProperty("not_known").GetArrayLength());
        Assert.StartsWith("single visits", published.GetProperty("not_known")[0].GetString(), StringComparison.Ordinal);

        static List<string> Sessions(JsonElement explanation) => [.. explanation.GetProperty("sessions").EnumerateArray().Select(session => ExplainedSample.Line(
            session, "number", "session_id", "started_at", "ended_at", "age_seconds", "pageviews_count", "data_source", "channel", "id_match", "id_match_because", "campaign_name", "ad_name",
            "rules"))];
    }

    [Fact]
    public void Other_rules_give_other_shares_as_in_a_run_with_these_rules()
    {
        using var folder = new TemporaryFolder();
        string[] rules =
        [
            "--lookback", "10d", "--session-timeout", "1h", "--half-life", "1d", "--position", "10,20,70", "--touchpoints", "all", "--time-zone", "America/New_York",
            "--models", "linear,position_based,time_decay", "--primary-model", "linear",
        ];
        var other = ToolRun.Of(
            RunCommand.Pipeline, ["run", "--source", SampleRun.Source, "--out", folder["out"], "--from", "2025-03-09", "--to", "2025-03-12", "--quiet", .. rules]);
        Assert.Equal(ExitCodes.Done, other.ExitCode);
        using var published = PublishedDatasets.Open(folder["out"]);

        foreach (var order in (string[])["9020", "9033"])
        {
            var explanation = ExplainedSample.FromSource(order, rules);
            Assert.Equal(ExplainedSample.PublishedShares(published, order), ExplainedSample.Shares(explanation));
            Assert.Equal(ExplainedSample.PublishedAdHours(published, explanation), ExplainedSample.AdHours(explanation));
        }
    }
}
