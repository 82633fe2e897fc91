using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.Cli;

/// <summary>A tiny source that a run would accept, and one thing that is wrong with it.</summary>
internal sealed class BadInputCase(TemporaryFolder folder)
{
    private const string Orders = """
        order_id,created_at,total_price_amount,total_price_currency,customer_journey
        1,2025-03-01T10:00:00Z,10.00,EUR,
        2,2025-03-02T10:00:00Z,20.00,EUR,"{""moments"":[]}"

        """;

    private const string Ads = """
        date_start,hourly_window,campaign_id,ad_id,spend
        2025-03-01,09:00:00 - 09:59:59,1200000001,1300000001,5.00
        2025-03-01,10:00:00 - 10:59:59,1200000001,1300000001,6.00

        """;

    public string Source => folder["source"];

    public string Target => folder["out"];

    public string Temp => folder["temp"];

    public string this[string file] => Path.Combine(Source, file);

    public static BadInputCase Create(TemporaryFolder folder)
    {
        var made = new BadInputCase(folder);
        Directory.CreateDirectory(made.Source);
        Directory.CreateDirectory(made.Temp);
        made.Write("shopify_orders.csv", Orders);
        made.Write("ads_insights_hourly.csv", Ads);
        return made;
    }

    public void Write(string file, string text) => File.WriteAllText(this[file], text.ReplaceLineEndings("\n"));

    public void Append(string file, string text) => File.AppendAllText(this[file], text + "\n");

    public void Replace(string file, string old, string by) => Write(file, File.ReadAllText(this[file]).Replace(old, by, StringComparison.Ordinal));

    public void Rename(string file, string name) => File.Move(this[file], this[name]);

    /// <summary>Puts a Parquet file in the place of the orders.</summary>
    public void OrdersAsParquet(string columns, int rows = 1)
    {
        File.Delete(this["shopify_orders.csv"]);
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        connection.Execute($"copy (select {columns} from range({rows}) as t (i)) to '{this["shopify_orders.parquet"].Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>Packs the orders.</summary>
    public void Compress(string ending)
    {
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        connection.Execute($"copy (from read_csv('{this["shopify_orders.csv"]}', all_varchar = true)) to '{this["shopify_orders.csv"]}{ending}' (format csv)");
        File.Delete(this["shopify_orders.csv"]);
    }

    /// <summary>Cuts bytes off a file's end.</summary>
    public void Truncate(string file, int bytes)
    {
        using var stream = File.OpenWrite(this[file]);
        stream.SetLength(stream.Length - bytes);
    }

    /// <summary>Writes nonsense into a file, at so many bytes from its beginning, or before its end where negative.</summary>
    public void Damage(string file, int at, int bytes)
    {
        using var stream = File.OpenWrite(this[file]);
        stream.Seek(at, at < 0 ? SeekOrigin.End : SeekOrigin.Begin);
        stream.Write([.. Enumerable.Repeat((byte)0xff, bytes)]);
    }
}
