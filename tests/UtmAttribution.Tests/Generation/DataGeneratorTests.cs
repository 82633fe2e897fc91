using UtmAttribution.Errors;
using UtmAttribution.Generation;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Generation;

public sealed class DataGeneratorTests : IDisposable
{
    private static readonly GeneratorOptions Small = new() { Orders = 3_000, Days = 40, Ads = 6, HostileShare = 0.2, Currencies = ["EUR", "USD", "JPY"] };

    private readonly string _folder = Directory.CreateTempSubdirectory("utm-generate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_options_give_equal_bytes_whatever_the_number_of_threads()
    {
        var first = Bytes(Generate("a", Small with { Threads = 1 }));
        var second = Bytes(Generate("b", Small with { Threads = 3 }));

        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), $"{file.Key} differs"));
    }

    [Fact]
    public void Another_seed_gives_another_shop()
    {
        var first = Bytes(Generate("a", Small));
        var second = Bytes(Generate("b", Small with { Seed = 2 }));

        Assert.False(first["shopify_orders_0001.parquet"].AsSpan().SequenceEqual(second["shopify_orders_0001.parquet"]));
        Assert.False(first["ads_insights_hourly.parquet"].AsSpan().SequenceEqual(second["ads_insights_hourly.parquet"]));
        Assert.False(first["fx_rates.csv"].AsSpan().SequenceEqual(second["fx_rates.csv"]));
    }

    [Fact]
    public void The_folder_gets_the_four_tables_and_nothing_else()
    {
        var folder = Generate("a", Small);

        Assert.Equal(
            ["ad_accounts.csv", "ads_insights_hourly.parquet", "fx_rates.csv", "shopify_orders_0001.parquet", "shopify_orders_0002.parquet"],
            Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Csv_and_Parquet_hold_the_same_rows()
    {
        using var parquet = new GeneratedShop(Small);
        using var csv = new GeneratedShop(Small with { Format = GeneratorFormat.Csv });
        const string orders = "select count(*) || ' ' || sum(hash(orders)) || ' ' || count(customer_journey) from orders";
        const string ads = "select count(*) || ' ' || sum(hash(ads)) || ' ' || count(spend) from ads";

        Assert.Equal(parquet.Scalar<string>(orders), csv.Scalar<string>(orders));
        Assert.Equal(parquet.Scalar<string>(ads), csv.Scalar<string>(ads));
    }

    [Fact]
    public void A_folder_that_has_such_a_table_already_is_refused_by_name()
    {
        File.WriteAllText(Path.Combine(_folder, "shopify_orders_old.csv"), "");

        var refusal = Assert.Throws<InvalidOptionException>(() => new DataGenerator(Small).Write(_folder, null, CancellationToken.None));

        Assert.Contains("'shopify_orders_old.csv'", refusal.Message);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_cancelled_run_leaves_the_folder_as_it_was()
    {
        using var stop = new CancellationTokenSource();
        var folder = Path.Combine(_folder, "new");
        var progress = new Told(_ => stop.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => new DataGenerator(Small).Write(folder, progress, stop.Token));
        Assert.False(Directory.Exists(folder));

        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "mine");
        Assert.ThrowsAny<OperationCanceledException>(() => new DataGenerator(Small).Write(_folder, progress, stop.Token));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        var fault = Assert.Throws<PublishException>(() => new DataGenerator(Small).Write(Path.Combine(file, "out"), null, CancellationToken.None));

        Assert.Contains(file, fault.Message);
    }

    [Fact]
    public void Progress_ends_with_every_order()
    {
        var last = new Dictionary<string, RunProgress>();
        var progress = new Told(report =>
        {
            lock (last)
                last[report.Stage] = report;
        });

        new DataGenerator(Small with { Threads = 1 }).Write(Path.Combine(_folder, "new"), progress, CancellationToken.None);

        Assert.Equal(new RunProgress("generate orders", 3_000, 3_000, "rows"), last["generate orders"]);
        Assert.Equal(100, last["generate ad hours"].Done);
    }

    public static TheoryData<GeneratorOptions, string> Impossible => new()
    {
        { new() { Orders = 0 }, "--orders is '0'" },
        { new() { Days = 4_000 }, "--days is '4000'" },
        { new() { Ads = 0 }, "--ads is '0'" },
        { new() { HostileShare = double.NaN }, "--hostile is 'NaN'" },
        { new() { Currencies = ["eur"] }, "--currencies is 'eur'" },
        { new() { AdCurrencies = [] }, "--ad-currencies is ''" },
        { new() { LastDate = new(1999, 1, 1) }, "--last-date is '1999-01-01'" },
        { new() { Threads = 0 }, "--threads is '0'" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void An_impossible_option_is_refused_with_its_value(GeneratorOptions options, string expected)
    {
        var refusal = Assert.Throws<InvalidOptionException>(() => new DataGenerator(options).Write(_folder, null, CancellationToken.None));

        Assert.StartsWith(expected, refusal.Message);
    }

    private string Generate(string name, GeneratorOptions options)
    {
        var folder = Path.Combine(_folder, name);
        new DataGenerator(options) { OrdersPerFile = 2_000 }.Write(folder, null, CancellationToken.None);
        return folder;
    }

    private static SortedDictionary<string, byte[]> Bytes(string folder) =>
        new(Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes), StringComparer.Ordinal);
}
