using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>A password is nowhere in what a run says or leaves.</summary>
public sealed class SecretsTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private const string Password = "Sehr-Geheim-4711";

    [Fact]
    public void A_password_is_in_no_output_log_manifest_or_report()
    {
        var role = shop.Role("reader", Password, "grant select on shopify_orders, ads_insights_hourly to @");
        var (exitCode, output, error) = shop.Run(
            shop.Database.UriOf(role, Password), "--orders-table", "shopify_orders", "--verbose", "--json", "--log-file", shop.Path("run.log"));

        Assert.True(exitCode == ExitCodes.Done, error);
        AssertUnseen(output);
        AssertUnseen(error);
        AssertUnseen(File.ReadAllText(shop.Path("run.log")));
        Assert.All(Directory.EnumerateFiles(shop.Target, "*.json"), file => AssertUnseen(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("shopify_nowhere", "sslmode=prefer")]
    [InlineData("shopify_orders", "sslmode=require")]
    [InlineData("shopify_orders", "pasword=Sehr-Geheim-4711")]
    public void A_password_is_in_no_error_even_with_stack_traces(string table, string option)
    {
        var (exitCode, output, error) = shop.Run(
            $"{shop.Database.UriOf(shop.Role($"reader_{option.Length}", Password, ""), Password)}?{option}", "--orders-table", table, "--verbose", "--log-file", shop.Path("failed.log"));

        Assert.NotEqual(ExitCodes.Done, exitCode);
        AssertUnseen(output + error + (File.Exists(shop.Path("failed.log")) ? File.ReadAllText(shop.Path("failed.log")) : ""));
    }

    [Theory]
    [InlineData("--source")]
    [InlineData("--postgres")]
    public void A_connection_that_is_given_twice_is_not_repeated(string option)
    {
        var (exitCode, _, error) = shop.Run($"postgresql://a:{Password}@b/c", option, $"host=d password={Password}", option, "elsewhere");

        Assert.Equal(ExitCodes.Misuse, exitCode);
        AssertUnseen(error);
    }

    private static void AssertUnseen(string text) => Assert.DoesNotContain("Geheim", text, StringComparison.OrdinalIgnoreCase);
}
