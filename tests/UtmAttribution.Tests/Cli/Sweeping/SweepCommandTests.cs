using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli.Explaining;

namespace UtmAttribution.Tests.Cli.Sweeping;

/// <summary>What <c>utm sweep</c> prints, and where it refuses.</summary>
public sealed class SweepCommandTests(SpecialOrders special) : IClassFixture<SpecialOrders>
{
    [Fact]
    public void A_model_has_a_table_with_a_row_for_each_setting_where_ranks_that_changed_are_marked()
    {
        var swept = Sweep("--position", "100,0,0;0,0,100", "--models", "position_based,last_click", "--top", "4", "--from", "2025-03-01", "--to", "2025-03-11");

        Assert.Equal("""
            Share of the revenue of 2025-03-01 to 2025-03-11 and ROAS (x) by channel; ▲ and ▼: places gained and lost against the first setting.

             position_based  position       Email          Facebook   Google    Bing
            ─────────────────────────────────────────────────────────────────────────
             base             100,0,0     46.21 %     28.63 % 4.03x  12.20 %  4.32 %
                              0,0,100  35.64 % ▼1  38.23 % 5.38x ▲1  13.16 %  4.32 %

             last_click       Facebook    Email   Google    Bing
            ─────────────────────────────────────────────────────
             base        38.23 % 5.38x  35.64 %  13.16 %  4.32 %

            """.ReplaceLineEndings("\n"), swept);
    }

    [Fact]
    public void The_values_of_a_runs_configuration_file_are_the_base()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("shop.json", $$"""{ "source": "{{special.Source}}", "out": "elsewhere", "half-life": "2d", "models": "time_decay" }""");

        var swept = ToolRun.Of("sweep", "--config", config, "--quiet", "--format", "json", "--lookback", "10d,20d", "--top", "1");

        Assert.Equal((ExitCodes.Done, ""), (swept.ExitCode, swept.Error));
        Assert.Contains("{\"attribution_model\":\"time_decay\",\"lookback\":\"10d\",\"session_timeout\":\"30m\",\"touchpoints\":\"campaign\",\"half_life\":\"2d\",\"position\":null,", swept.Output);
        Assert.Contains("\"lookback\":\"20d\"", swept.Output);
    }

    [Fact]
    public void A_process_of_its_own_prints_CSV()
    {
        using var tool = ToolProcess.Start(null, ["sweep", "--source", special.Source, "--models", "linear", "--format", "csv", "--quiet"]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);

        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.StartsWith(
            "attribution_model,lookback,session_timeout,touchpoints,half_life,position,channel,attributed_revenue,revenue_share_percent,ad_spend,roas,currency,rank,rank_change\n"
            + "linear,30d,30m,campaign,,,",
            output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: --source: not given; name the folder with shopify_orders", "sweep")]
    [InlineData("error: --half-life: \"1x\" is not a duration", "sweep", "--source", "x", "--half-life", "1d,1x")]
    [InlineData("error: --lookback: \"36h\" is not a whole number of days", "sweep", "--source", "x", "--lookback", "36h")]
    [InlineData("error: --position: \"40,20,30\" sums to 90", "sweep", "--source", "x", "--position", "40,20,40;40,20,30")]
    [InlineData("error: --by: \"chanel\" is unknown; did you mean \"channel\"?", "sweep", "--source", "x", "--by", "chanel")]
    [InlineData("error: --top: \"0\" is not a whole number from 1", "sweep", "--source", "x", "--top", "0")]
    public void Misuse_is_refused(string message, params string[] arguments)
    {
        var refused = ToolRun.Of(arguments);

        Assert.Equal((ExitCodes.Misuse, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith(message, refused.Error, StringComparison.Ordinal);
    }

    private string Sweep(params string[] options)
    {
        var swept = ToolRun.Of(["sweep", "--source", special.Source, "--quiet", .. options]);
        Assert.Equal((ExitCodes.Done, ""), (swept.ExitCode, swept.Error));
        return swept.Output;
    }
}
