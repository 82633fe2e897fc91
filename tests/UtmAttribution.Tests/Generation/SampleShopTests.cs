using UtmAttribution.DuckDb;
using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Generation;

public sealed class SampleShopTests(SampleShopTests.FreshRun given) : IClassFixture<SampleShopTests.FreshRun>
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

    private readonly string _fresh = given.Folder;

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
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        using var rows = connection.ExecuteReader(
            $"select distinct trim(order_id) from read_csv('{Path.Combine(Samples, "shopify_orders_special.csv")}', all_varchar = true) where order_id is not null");
        var described = File.ReadLines(Path.Combine(Samples, "README.md")).Where(line => line.StartsWith("| 9", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal);
        var orders = new List<string>();
        while (rows.Read())
            orders.Add(rows.GetString(0));

        Assert.Equal(orders.Order(StringComparer.Ordinal), described);
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
    public sealed class FreshRun : IDisposable
    {
        public FreshRun() => new DataGenerator(Options).Write(Folder, null, CancellationToken.None);

        internal string Folder { get; } = Directory.CreateTempSubdirectory("utm-sample-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
