using System.Diagnostics;
using System.Text;
using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli;

/// <summary>What people get who hand over something that can't be used: one clear message, the right exit code, and nothing else.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Orders = "shopify_orders.csv";
    private const string OrdersParquet = "shopify_orders.parquet";
    private const string Ads = "ads_insights_hourly.csv";
    private const string Columns = "i as order_id, timestamp '2025-03-01 10:00:00' as created_at, random() as total_price_amount, 'EUR' as total_price_currency";

    private static readonly Dictionary<string, (Action<BadInputCase> Spoil, string Message)> Cases = new(StringComparer.Ordinal)
    {
        // Where the source is.
        ["missing folder"] = (shop => Directory.Delete(shop.Source, recursive: true),
            "The source folder 'SOURCE' does not exist; expected a folder that holds shopify_orders.* and ads_insights_hourly.*."),
        ["a file in the folder's place"] = (shop => { Directory.Delete(shop.Source, recursive: true); File.WriteAllText(shop.Source, ""); },
            "The source 'SOURCE' is a file; expected the folder"),
        ["empty folder"] = (shop => { File.Delete(shop[Orders]); File.Delete(shop[Ads]); },
            "The source folder 'SOURCE' has no table 'shopify_orders': it has no files; expected 'shopify_orders.parquet', 'shopify_orders.csv' or 'shopify_orders.ndjson'"),
        ["missing table"] = (shop => File.Delete(shop[Ads]),
            "has no table 'ads_insights_hourly': found 'shopify_orders.csv'; expected 'ads_insights_hourly.parquet'"),
        ["an ending that is not known"] = (shop => shop.Rename(Orders, "shopify_orders.xlsx"),
            "'SOURCE/shopify_orders.xlsx' has an ending that is not known; expected .parquet, .csv,"),

        // Columns.
        ["missing column"] = (shop => shop.Replace(Orders, "order_id", "id"),
            "Table 'shopify_orders' lacks the required column 'order_id' in 'SOURCE/shopify_orders.csv'; found the columns 'created_at', 'customer_journey', 'id',"),
        ["missing column in Parquet, before anything is read"] = (shop => shop.OrdersAsParquet("1 as order_id, 2 as total_price_amount"),
            "Table 'shopify_orders' lacks the required column 'created_at' in 'SOURCE/shopify_orders.parquet'; found the columns 'order_id', 'total_price_amount'."),
        ["missing column of the last table"] = (shop => shop.Write("utm_channel_mapping.csv", "id,utm_source_pattern\n1,x\n"),
            "Table 'utm_channel_mapping' lacks the required column 'channel' in 'SOURCE/utm_channel_mapping.csv'"),
        ["a list for a number"] = (shop => shop.OrdersAsParquet("1 as order_id, now() as created_at, [1, 2] as total_price_amount"),
            "Column 'total_price_amount' of table 'shopify_orders' has type INTEGER[] in 'SOURCE/shopify_orders.parquet'; expected a number, or text such as '12.50'."),
        ["a truth value for a time"] = (shop => shop.OrdersAsParquet("1 as order_id, true as created_at, 1 as total_price_amount"),
            "Column 'created_at' of table 'shopify_orders' has type BOOLEAN in 'SOURCE/shopify_orders.parquet'; expected a timestamp, or text such as"),
        ["semicolons"] = (shop => shop.Replace(Orders, ",", ";"), "Columns seem to be separated by ';': export the file with commas."),
        ["a column twice"] = (shop => shop.Replace(Orders, "customer_journey", "Order_ID"),
            "'SOURCE/shopify_orders.csv' has 2 columns named 'order_id'; expected every name once."),

        // Files that are not what their names say.
        ["CSV named Parquet"] = (shop => shop.Rename(Orders, OrdersParquet),
            "'SOURCE/shopify_orders.parquet' is no Parquet file: it does not begin with PAR1."),
        ["Parquet named CSV"] = (shop => { shop.OrdersAsParquet(Columns); shop.Rename(OrdersParquet, Orders); },
            "'SOURCE/shopify_orders.csv' is a Parquet file, which does not fit its ending '.csv'."),
        ["CSV named gzip"] = (shop => shop.Rename(Orders, "shopify_orders.csv.gz"),
            "'SOURCE/shopify_orders.csv.gz' is plain text, which does not fit its ending '.gz'."),
        ["CSV named NDJSON"] = (shop => shop.Rename(Orders, "shopify_orders.ndjson"),
            "'SOURCE/shopify_orders.ndjson' has no JSON object in its first 1,000 lines; expected one object a line."),
        ["UTF-16"] = (shop => File.WriteAllText(shop[Orders], File.ReadAllText(shop[Orders]), Encoding.Unicode),
            "'SOURCE/shopify_orders.csv' is text in UTF-16; expected UTF-8."),
        ["bytes named CSV"] = (shop => File.WriteAllBytes(shop[Orders], new byte[100]), "'SOURCE/shopify_orders.csv' is no text, which does not fit its ending '.csv'."),
        ["an empty file"] = (shop => shop.Write(Orders, ""), "'SOURCE/shopify_orders.csv' is empty; expected CSV."),

        // Files that are broken.
        ["truncated Parquet"] = (shop => { shop.OrdersAsParquet(Columns, 5_000); shop.Truncate(OrdersParquet, 100); },
            "'SOURCE/shopify_orders.parquet' is a truncated Parquet file: it has"),
        ["Parquet with a damaged footer"] = (shop => { shop.OrdersAsParquet(Columns, 5_000); shop.Damage(OrdersParquet, -200, 150); },
            "'SOURCE/shopify_orders.parquet' is a damaged Parquet file ("),
        ["Parquet with a footer longer than the file"] = (shop => { shop.OrdersAsParquet(Columns, 5_000); shop.Damage(OrdersParquet, -8, 3); },
            "'SOURCE/shopify_orders.parquet' is a damaged Parquet file (Footer length error). Copy or export it again."),
        ["Parquet with damaged pages"] = (shop => { shop.OrdersAsParquet(Columns, 5_000); shop.Damage(OrdersParquet, 100, 5_000); },
            "'SOURCE/shopify_orders.parquet' is a damaged Parquet file ("),
        ["truncated gzip"] = (shop => { shop.Compress(".gz"); shop.Truncate("shopify_orders.csv.gz", 5); },
            "'SOURCE/shopify_orders.csv.gz' is a damaged or truncated gzip file. Copy or export it again."),
        ["damaged gzip"] = (shop => { shop.Compress(".gz"); shop.Damage("shopify_orders.csv.gz", 30, 10); },
            "'SOURCE/shopify_orders.csv.gz' is a damaged or truncated gzip file. Copy or export it again."),
        ["truncated Zstandard"] = (shop => { shop.Compress(".zst"); shop.Truncate("shopify_orders.csv.zst", 3); },
            "'SOURCE/shopify_orders.csv.zst' is a damaged or truncated Zstandard file. Copy or export it again."),
        ["an unclosed quote"] = (shop => { shop.Append(Orders, "3,2025-03-02T10:00:00Z,20.00,\"EUR,x"); shop.Append(Orders, "4,2025-03-02T10:00:00Z,20.00,EUR,"); },
            "'SOURCE/shopify_orders.csv', line 4 has a quote that is never closed, or text behind a closing one; expected CSV as in RFC 4180. Found: '3,2025-03-02T10:00:00Z,20.00,\"EUR,x'."),
        ["too many fields"] = (shop => shop.Append(Orders, "3,2025-03-02T10:00:00Z,20.00,EUR,{},x"),
            "'SOURCE/shopify_orders.csv', line 4 has 6 fields; expected 5, as the header has. Found: '3,2025-03-02T10:00:00Z,20.00,EUR,{},x'."),
        ["too few fields"] = (shop => shop.Append(Orders, "3,2025-03-02T10:00:00Z"), "'SOURCE/shopify_orders.csv', line 4 has 2 fields; expected 5, as the header has."),
        ["Latin-1"] = (shop => File.AppendAllText(shop[Orders], "3,2025-03-02T10:00:00Z,20.00,EUR,für\n", Encoding.Latin1),
            "'SOURCE/shopify_orders.csv', line 4 is not UTF-8; expected text in UTF-8."),
        ["Latin-1 in NDJSON"] = (shop =>
            {
                File.Delete(shop[Orders]);
                File.WriteAllText(shop["shopify_orders.ndjson"], "{\"order_id\":1,\"created_at\":1,\"total_price_amount\":1}\n{\"order_id\":\"ü\"}\n", Encoding.Latin1);
            },
            "'SOURCE/shopify_orders.ndjson', line 2 is not UTF-8; expected text in UTF-8."),

        // What the tables say.
        ["a pattern that does not compile"] = (shop => shop.Write("utm_channel_mapping.csv", "id,utm_source_pattern,channel\n7,(unclosed,X\n"),
            "rule 7: the pattern '(unclosed' for utm_source does not compile: missing ): (unclosed"),
        ["several currencies"] = (shop => shop.Replace(Orders, "20.00,EUR", "20.00,USD"), "The orders have 2 currencies (EUR, USD); choose the reporting currency with --currency,"),
        ["several currencies without rates --currency EUR"] = (shop => shop.Replace(Orders, "20.00,EUR", "20.00,USD"),
            "Amounts in 'USD' can't be converted to 'EUR': table 'fx_rates' has no rate for that currency. Add rows"),
        ["no currency"] = (shop => shop.Replace(Orders, ",EUR,", ",,"), "The orders have no currency (column 'total_price_currency' of table 'shopify_orders' is empty); name the reporting currency with --currency."),
        ["a repeated rate"] = (shop => shop.Write("fx_rates.csv", "date,currency,rate\n2025-03-01,USD,1\n2025-03-01,usd,1.1\n"),
            "has more than one rate for USD on 2025-03-01, the second in row 2. Keep one."),
        ["a rate of 0"] = (shop => shop.Write("fx_rates.csv", "date,currency,rate\n2025-03-01,USD,0\n"), "row 1, column 'rate': found '0', expected a number greater than 0."),
        ["an account's unknown zone"] = (shop => shop.Write("ad_accounts.csv", "account_id,time_zone\n77,Europe/Berln\n"),
            "row 1, account '77': the time zone \"Europe/Berln\" is unknown; did you mean \"Europe/Berlin\"?"),
        ["a repeated ad-hour --ads-duplicates error"] = (shop => shop.Append(Ads, "2025-03-01,10:00:00 - 10:59:59,1200000001,1300000001,6.00"),
            "has 1 ad-hour with several usable rows, which --ads-duplicates error forbids: ad '1300000001' of campaign '1200000001' on 2025-03-01 at 10:00 (2 rows). Remove"),

        // The machine.
        ["far too little memory --memory 10MB"] = (_ => { }, "The engine ran out of memory in the stage 'look at the source', at its limit of --memory 10MB:"),
        ["far too little room --temp-limit 10KB"] = (_ => { }, "became more than --temp-limit 10KB in the stage 'look at the source': "),
        ["a file in the place of the folder to spill to --temp-dir SOURCE/shopify_orders.csv"] = (_ => { },
            "The engine cannot spill to 'SOURCE/shopify_orders.csv': it is a file. Expected is a folder that can be written"),
        ["a file in the target's place"] = (shop => File.WriteAllText(shop.Target, ""), "The target 'OUT' cannot be written: it is a file, and a folder is expected."),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_input_gets_one_clear_message_and_nothing_is_left(string name)
    {
        var shop = BadInputCase.Create(_folder);
        var (spoil, message) = Cases[name];
        spoil(shop);

        var (exitCode, output, error) = Run(shop, name.Split(" --", 2) is [_, var options] ? $"--{options.Replace("SOURCE", shop.Source, StringComparison.Ordinal)}".Split(' ') : []);

        Assert.Contains(message, error.Replace(shop.Source, "SOURCE", StringComparison.Ordinal).Replace(shop.Target, "OUT", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        Assert.DoesNotContain("LINE 1", error, StringComparison.Ordinal);
        AssertNothingLeft(shop);
    }

    [Theory]
    [InlineData("--time-zone: the time zone \"Europe/Berln\" is unknown; did you mean \"Europe/Berlin\"?", "--time-zone", "Europe/Berln")]
    [InlineData("--models: \"last_clik\" is unknown; did you mean \"last_click\"? Allowed are first_click, ", "--models", "last_clik")]
    [InlineData("--from: 2025-03-02 is after --to 2025-03-01; give a first date that is not after the last", "--from", "2025-03-02", "--to", "2025-03-01")]
    [InlineData("--train: 2025-03-02 is after 2025-03-01; give a first date that is not after the last", "--train", "2025-03-02..2025-03-01")]
    [InlineData("--train: \"2025-03-01\" is no range of dates; give the first and the last date, such as 2026-01-01..2026-03-31", "--train", "2025-03-01")]
    [InlineData("--train: \"31.3.2025\" is not a date; give YYYY-MM-DD, such as 2026-03-01", "--train", "2025-03-01..31.3.2025")]
    [InlineData("--markov-order: \"5\" is not a whole number from 1 to 4", "--models", "markov", "--markov-order", "5")]
    [InlineData("--temp-limit: \"20 gigs\" is not a size; give a number and one of KB, MB", "--temp-limit", "20 gigs")]
    [InlineData("The limit of temporary files is '999999999TB'; expected a number and a unit, such as 20GB or 512MiB.", "--temp-limit", "999999999TB")]
    [InlineData("DuckDB does not take the setting \"memory_limit\" = \"999999999TB\": Memory value out of range", "--memory", "999999999TB")]
    public void An_option_that_no_run_could_use_is_misuse(string message, params string[] options)
    {
        var shop = BadInputCase.Create(_folder);

        var (exitCode, output, error) = Run(shop, options);

        Assert.Equal((ExitCodes.Misuse, ""), (exitCode, output));
        Assert.StartsWith($"error: {message}", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        AssertNothingLeft(shop);
    }

    [Fact]
    public void A_target_whose_disk_fills_up_is_left_as_it_was()
    {
        var shop = BadInputCase.Create(_folder);
        Directory.CreateDirectory(shop.Target);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", shop.Target) != 0)
            return; // A disk that small can be had by the system's administrator alone.
        try
        {
            var (exitCode, output, error) = Run(shop, []);

            Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
            Assert.Contains("No space left on device. Free space there, without what this run wrote: 0 MB. Nothing was published;", error, StringComparison.Ordinal);
            AssertNothingLeft(shop);
        }
        finally
        {
            Command("umount", shop.Target);
        }
    }

    [Theory]
    [InlineData("8k")] // Too small for the engine's own file,
    [InlineData("32k")] // or for that of the loaded rows.
    public void A_disk_that_fills_up_with_relations_says_where(string size)
    {
        var shop = BadInputCase.Create(_folder);
        var small = Path.Combine(shop.Temp, "small");
        Directory.CreateDirectory(small);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Command("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", small) != 0)
            return; // A disk that small can be had by the system's administrator alone.
        try
        {
            var (exitCode, output, error) = Run(shop, ["--temp-dir", small]);

            Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
            Assert.StartsWith($"error: The engine could not spill to '{small}'", error, StringComparison.Ordinal);
            Assert.Contains("No space left on device", error, StringComparison.Ordinal);
            Assert.Contains(". Nothing was published. Make room there", error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(small));
        }
        finally
        {
            Command("umount", small);
            Directory.Delete(small);
        }
        AssertNothingLeft(shop);
    }

    [Fact]
    public void Dates_that_were_published_stay_where_a_later_run_fails()
    {
        var shop = BadInputCase.Create(_folder);
        Assert.Equal(ExitCodes.Done, Run(shop, []).ExitCode);
        var before = Contents(shop.Target);
        shop.Append(Orders, "3,2025-03-02T10:00:00Z");

        Assert.Equal(ExitCodes.Failed, Run(shop, []).ExitCode);

        Assert.Equal(before, Contents(shop.Target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(shop.Temp));
    }

    private static (int ExitCode, string Output, string Error) Run(BadInputCase shop, string[] options)
    {
        using var tool = ToolProcess.Start(shop.Temp, ["run", "--source", shop.Source, "--out", shop.Target, "--quiet", "--threads", "1", .. options]);
        return ToolProcess.Finish(tool);
    }

    // The target's lock may be there: it is never removed, since that could let two runs in.
    private static void AssertNothingLeft(BadInputCase shop)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(shop.Temp));
        if (Directory.Exists(shop.Target))
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(shop.Target), path => Path.GetFileName(path) != ".lock");
    }

    private static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    private static int Command(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
