using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Sinks;

/// <summary>What a reader of Parquet that is not DuckDB finds in everything that the sample run published.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class HyparquetTests(SampleRun run)
{
    private const string Amounts =
        "ad_spend ad_cpm ad_cpc ad_ctr ad_purchase_value utm_conversion_rate utm_revenue utm_avg_order_value attributed_revenue attribution_rate roas "
        + "conversion_rate_percent session_to_conversion_rate utm_data_quality avg_session_duration_seconds bounce_rate total_revenue avg_order_value "
        + "conversion_rate data_completeness_score total_ad_spend total_attributed_revenue attribution_rate_percent order_value conversion_value";

    private const string Counts =
        "session_id pageviews_count time_on_site_seconds ad_impressions ad_clicks ad_purchases utm_sessions utm_visitors utm_customers utm_conversions "
        + "utm_orders total_sessions total_visitors total_customers total_conversions total_orders total_impressions total_clicks unique_visitors "
        + "unique_customers total_pageviews";

    private const string Times = "created_at updated_at order_date session_start_time session_end_time first_pageview_time last_pageview_time";

    /// <summary>The types of the contract; every other column is text.</summary>
    private static readonly Dictionary<string, string> Types = new[]
    {
        ("DATE", "date_start record_date session_date order_date_local"),
        ("INT32", "hour_start touch_index touch_count"),
        ("INT64", Counts),
        ("DECIMAL(18,4)", Amounts),
        ("DECIMAL(18,8)", "attributed_orders total_attributed_orders"),
        ("DECIMAL(9,8)", "attribution_weight"),
        ("TIMESTAMP MICROS UTC", Times),
        ("BOOLEAN", "is_conversion_session is_bot_traffic is_primary_attribution"),
    }.SelectMany(type => type.Item2.Split(' ').Select(column => (column, type.Item1))).ToDictionary(StringComparer.Ordinal);

    [NodeFact]
    public void Hyparquet_finds_the_types_of_the_contract_and_the_values_that_DuckDB_reads()
    {
        var datasets = HyparquetReader.Read(run.Out);

        Assert.Equal(ExpectedDataset.All.Select(dataset => dataset.Name).Order(StringComparer.Ordinal), datasets.Keys.Order(StringComparer.Ordinal));
        Assert.All(datasets, dataset =>
        {
            var (columns, rows) = dataset.Value;
            Assert.Equal(columns.Select(column => (column.Name, Types.GetValueOrDefault(column.Name, "STRING"))), columns);
            var read = Agreement.ReadPublished(run.Out, dataset.Key, [.. columns.Select(column => column.Name)]);
            Assert.Equal(read, rows.Select(row => string.Join('|', row.Select(value => value ?? "∅"))).Order(StringComparer.Ordinal));
        });
        Assert.Equal(Types.Keys.Order(), datasets.Values.SelectMany(dataset => dataset.Columns).Select(column => column.Name).Where(Types.ContainsKey).Distinct().Order());
    }
}
