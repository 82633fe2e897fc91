using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Cli.Explaining;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>Questions that publish nothing have the same answers, whether the tables are files or lie in a database.</summary>
public sealed class SameAnswersTests(TestDatabase database, SpecialOrders special) : IClassFixture<TestDatabase>, IClassFixture<SpecialOrders>
{
    [Fact]
    public void An_explained_order_and_a_sweep_are_the_same_from_columns_of_text()
    {
        DatabaseTables.Fill(database, special.Source, "special", asText: true);

        Assert.All(
            (string[][])
            [
                ["explain", "--order", "9020", "--json"],
                ["sweep", "--format", "csv", "--lookback", "30d,1d", "--half-life", "7d,12h", "--primary-model", "time_decay"],
            ],
            question => Assert.Equal(Answer([.. question, "--source", special.Source]), Answer([.. question, "--source", database.Uri, .. Tables])));
    }

    private static IEnumerable<string> Tables => ((string[])["--orders-table shopify_orders", "--ads-table ads_insights_hourly", "--accounts-table ad_accounts", "--rates-table fx_rates"])
        .Select(option => option.Split(' ')).SelectMany(option => (string[])[option[0], $"special.{option[1]}"]);

    // Where it was looked stands in it.
    private static string Answer(string[] arguments)
    {
        var told = ToolRun.Of([.. arguments, "--quiet"]);
        Assert.Equal((ExitCodes.Done, ""), (told.ExitCode, told.Error));
        Assert.NotEmpty(told.Output);
        return string.Join('\n', told.Output.Split('\n').Where(line => !line.Contains("\"looked_at\"", StringComparison.Ordinal)));
    }
}
