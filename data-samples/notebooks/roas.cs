// ROAS by hour and by channel, and what each model gives to each channel, from a published folder:
//   dotnet run data-samples/notebooks/roas.cs -- out
#:project ../../src/UtmAttribution.DuckDb/UtmAttribution.DuckDb.csproj
#:property RestorePackagesWithLockFile=false

using System.Data.Common;
using UtmAttribution.DuckDb;

var folder = args is [var given] ? given : "out";
if (!Directory.Exists(Path.Combine(folder, "utm_ad_hourly_performance")))
{
    Console.Error.WriteLine($"'{folder}' has no utm_ad_hourly_performance. Name the folder that utm run wrote to: dotnet run roas.cs -- out");
    return 1;
}

using var database = DuckDBDatabase.Open(new DuckDBSettings());
using var connection = database.Connect();

// A row of an ad hour: its spend, and what the primary model gives to its visits, in the account's own time zone.
Print("ROAS of the ads by hour of the day", $"""
    select
        hour_start,
        sum(ad_spend) as spend,
        sum(attributed_revenue) as revenue,
        round(sum(attributed_revenue) / nullif(sum(ad_spend), 0), 2) as roas
    from {Dataset("utm_ad_hourly_performance")}
    where campaign_id in (select campaign_id from {Dataset("utm_ad_hourly_performance")} where ad_spend > 0)
    group by hour_start
    order by hour_start
    """);

Print("Spend and revenue by channel", $"""
    select
        channel,
        sum(ad_spend) as spend,
        sum(utm_revenue) as revenue_of_orders,
        sum(attributed_revenue) as attributed_revenue,
        round(sum(attributed_revenue) / nullif(sum(ad_spend), 0), 2) as roas
    from {Dataset("utm_ad_hourly_performance")}
    group by channel
    order by attributed_revenue desc, channel
    limit 12
    """);

Print("Models side by side: revenue by channel", $"""
    select
        channel,
        sum(attributed_revenue) filter (attribution_model = 'first_click') as first_click,
        sum(attributed_revenue) filter (attribution_model = 'last_click') as last_click,
        sum(attributed_revenue) filter (attribution_model = 'linear') as linear,
        sum(attributed_revenue) filter (attribution_model = 'position_based') as position_based,
        sum(attributed_revenue) filter (attribution_model = 'time_decay') as time_decay
    from {Dataset("utm_order_mapping")}
    group by channel
    order by last_click desc nulls last, channel
    limit 12
    """);
return 0;

// date_start, hive's partition column, comes from the names of the folders.
string Dataset(string name) =>
    $"read_parquet('{Path.Combine(folder, name).Replace("'", "''", StringComparison.Ordinal)}/**/*.parquet', hive_partitioning = true)";

void Print(string title, string sql)
{
    Console.WriteLine(title);
    using DbDataReader rows = connection.ExecuteReader(sql);
    var columns = Enumerable.Range(0, rows.FieldCount).ToArray();
    Console.WriteLine(string.Join("  ", columns.Select(column => Cell(rows.GetName(column), column))));
    while (rows.Read())
        Console.WriteLine(string.Join("  ", columns.Select(column => Cell(rows.IsDBNull(column) ? "–" : Figure(rows.GetValue(column)), column))));
    Console.WriteLine();
}

static string Figure(object value) => value is decimal or double ? $"{value:0.00}" : $"{value}";

// The first column is what the row is about, the others are figures.
static string Cell(string text, int column) => column == 0 ? text.PadRight(16) : text.PadLeft(18);
