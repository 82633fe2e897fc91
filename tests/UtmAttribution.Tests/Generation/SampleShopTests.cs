using System.Text.RegularExpressions;
using UtmAttribution.DuckDb;
using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Generation;

public sealed class SampleShopTests : IDisposable
{
    private static readonly GeneratorOptions Options = new()
    {
        Orders = 2_000,
        Seed = 7,
        LastDate = new(2025, 4, 10),
        Ads = 20,
        AdCurrencies = ["EUR", "USD"],
    };

    private static readonly string[] Tables = ["shopify_orders", "ads_insights_hourly", "ad_accounts", "fx_rates", "utm_channel_mapping"];

    private readonly string _fresh = Directory.CreateTempSubdirectory("utm-sample-").FullName;

    public SampleShopTests() => new DataGenerator(Options).Write(_fresh, null, CancellationToken.None);

    public void Dispose() => Directory.Delete(_fresh, recursive: true);

    [Theory]
    [InlineData("shopify_orders.parquet")]
    [InlineData("ads_insights_hourly.parquet")]
    public void The_committed_rows_are_those_that_the_generator_writes(string file)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        var (fresh, committed) = (Path.Combine(_fresh, file), Path.Combine(Samples, file));

        Assert.Equal(0, connection.Scalar<long>($"select count(*) from (from '{fresh}' except all from '{committed}')"));
        Assert.Equal(0, connection.Scalar<long>($"select count(*) from (from '{committed}' except all from '{fresh}')"));
    }

    [Theory]
    [InlineData("ad_accounts.csv")]
    [InlineData("fx_rates.csv")]
    public void The_committed_text_is_what_the_generator_writes(string file) =>
        Assert.Equal(File.ReadAllText(Path.Combine(_fresh, file)), File.ReadAllText(Path.Combine(Samples, file)));

    [Fact]
    public void Every_special_order_is_described()
    {
        var readme = File.ReadAllText(Path.Combine(Samples, "README.md"));
        var orders = Regex.Matches(File.ReadAllText(Path.Combine(Samples, "shopify_orders_special.csv")), @"^"" ?(9\d{3})|^ ?(9\d{3})", RegexOptions.Multiline, TimeSpan.FromSeconds(5))
            .Select(match => match.Value.Trim(' ', '"')).Distinct().ToArray();

        Assert.Equal(49, orders.Length);
        Assert.Empty(orders.Where(order => !Regex.IsMatch(readme, $@"^\|[^|]*\b{order}\b", RegexOptions.Multiline, TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public void Only_sources_at_the_top_level_have_a_name_that_begins_with_a_table()
    {
        var sources = Directory.EnumerateFileSystemEntries(Samples).Select(Path.GetFileName)
            .Where(name => Tables.Any(table => name!.StartsWith(table, StringComparison.Ordinal))).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["ad_accounts.csv", "ads_insights_hourly.parquet", "ads_insights_hourly_special.csv", "fx_rates.csv", "shopify_orders.parquet", "shopify_orders_special.csv"],
            sources);
    }

    private static string Samples
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "UtmAttribution.sln")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "data-samples");
        }
    }
}
