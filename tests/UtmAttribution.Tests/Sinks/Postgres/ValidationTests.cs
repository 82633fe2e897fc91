using UtmAttribution.Cli;
using UtmAttribution.Options;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary><c>utm validate</c> against sources of every kind: true to the rules of the runs, and sharp where something changed.</summary>
public sealed class ValidationTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    public static TheoryData<AdsDuplicates, RevenueBasis, string> Rules => new()
    {
        { AdsDuplicates.Sum, RevenueBasis.Gross, "Europe/Berlin" },
        { AdsDuplicates.Newest, RevenueBasis.Net, "America/New_York" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_runs_publish_of_a_shop_full_of_odd_values_agrees_with_its_files_by_their_own_rules(AdsDuplicates duplicates, RevenueBasis revenue, string zone)
    {
        var target = new TargetSchema(database, $"of files, {duplicates}");
        var options = GeneratedShop.Options with { AdsDuplicates = duplicates, Revenue = revenue, TimeZone = zone };
        target.Run(shop.Source, options with { To = new(2025, 11, 2) });
        target.Run(shop.Source, options with { From = new(2025, 11, 1) });
        Assert.Empty(Validation.Failed(target, "--source", shop.Source));

        // Dates by other rules are held against these.
        target.Run(shop.Source, options with { From = new(2025, 11, 5), Currency = "USD" });
        Assert.Empty(Validation.Failed(target, "--source", shop.Source));
    }

    [Fact]
    public void Tables_of_another_schema_or_database_are_compared_with_as_runs_read_them()
    {
        DatabaseTables.Fill(database, shop.Source, "shop", asText: true);
        using var other = new TestDatabase();
        DatabaseTables.Fill(other, shop.Source, "shop", asText: true);
        var target = new TargetSchema(database, "of tables");
        target.Run(shop.Source, GeneratedShop.Options);
        string[] tables = ["--orders-table", "shop.shopify_orders", "--ads-table", "shop.ads_insights_hourly", "--accounts-table", "shop.ad_accounts", "--rates-table", "shop.fx_rates"];
        Assert.Empty(Validation.Failed(target, tables));
        Assert.Empty(Validation.Failed(target, ["--source", other.Uri, .. tables]));

        var missing = Validation.Run(target, "--orders-table", "shop.nothing");
        Assert.Equal(ExitCodes.Failed, missing.ExitCode);
        Assert.Contains("has no table 'shop.nothing'", missing.Error, StringComparison.Ordinal);
        Assert.Contains("not compared: ", Validation.Run(target).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misuse, Validation.Run(target, ["--source", shop.Source, .. tables]).ExitCode);
    }

    [Fact]
    public void The_limits_of_the_engine_hold_where_the_source_is_read_again()
    {
        var target = new TargetSchema(database, "limited");
        target.Run(shop.Source, GeneratedShop.Options);
        using var folder = new TemporaryFolder();

        Assert.Equal(ExitCodes.Done, Validation.Run(target, "--source", shop.Source, "--memory", "512MB", "--threads", "1", "--temp-dir", folder.Path).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        var noMemory = Validation.Run(target, "--source", shop.Source, "--memory", "1MB");
        Assert.Equal(ExitCodes.Failed, noMemory.ExitCode);
        Assert.StartsWith("error: The engine ran out of memory comparing with the source, at its limit of --memory 1MB", noMemory.Error, StringComparison.Ordinal);
        Assert.Contains(". Nothing was compared. Give it more with --memory", noMemory.Error, StringComparison.Ordinal);
        var noFolder = Validation.Run(target, "--source", shop.Source, "--temp-dir", folder.Write("file", ""));
        Assert.Equal(ExitCodes.Failed, noFolder.ExitCode);
        Assert.StartsWith($"error: The engine cannot spill to '{folder["file"]}': it is a file.", noFolder.Error, StringComparison.Ordinal);
    }
}
