namespace UtmAttribution.Sinks;

/// <summary>The datasets that a run publishes.</summary>
public static class Datasets
{
    private static readonly string[] Dimensions =
    [
        "campaign_id", "ad_id", "channel", "sub_channel", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
        "campaign_name", "adset_id", "adset_name", "ad_name",
    ];

    /// <summary>Sessions, by local date of their start.</summary>
    public static Dataset Sessions { get; } =
        new("utm_sessions", "session_date", ["channel", "utm_source", "utm_campaign", "session_start_time", "session_id"]) { GrainRelation = "sessions" };

    /// <summary>Shares of orders by session and model, by local date of the order.</summary>
    public static Dataset OrderMapping { get; } =
        new("utm_order_mapping", "order_date_local", ["attribution_model", "channel", "campaign_id", "order_date", "order_id", "session_id"]) { GrainRelation = "order_mapping" };

    /// <summary>Sessions, orders and revenue by hour and dimensions.</summary>
    public static Dataset HourlyMetrics { get; } = new("utm_hourly_metrics", "date_start", ["hour_start", .. Dimensions]) { GrainRelation = "hourly_totals" };

    /// <summary>Credit by hour, dimensions and model.</summary>
    public static Dataset HourlyAttribution { get; } =
        new("utm_hourly_attribution", "date_start", ["attribution_model", "hour_start", .. Dimensions]) { GrainRelation = "hourly_credit" };

    /// <summary>Ad spend with what it brought, by hour and dimensions.</summary>
    public static Dataset AdHourlyPerformance { get; } =
        new("utm_ad_hourly_performance", "date_start", ["hour_start", .. Dimensions, "data_match_status"]) { GrainRelation = "performance_rows" };

    /// <summary>Totals by day, channel, source and campaign.</summary>
    public static Dataset DailySummary { get; } =
        new("utm_daily_summary", "date_start", ["channel", "sub_channel", "utm_source", "utm_campaign"]);

    /// <summary>Records that are not used, with the reason.</summary>
    public static Dataset Rejects { get; } =
        new("utm_rejects", "record_date", ["source_table", "severity", "reason", "record_id", "detail"]);

    /// <summary>Their names, in the order of publication.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. new[] { Sessions, OrderMapping, HourlyMetrics, HourlyAttribution, AdHourlyPerformance, DailySummary, Rejects }.Select(dataset => dataset.Name)];

    /// <summary>All of them with the dates that a run replaces.</summary>
    /// <param name="from">First date of the run.</param>
    /// <param name="to">Last date of the run.</param>
    /// <param name="sessionsFrom">First date of the sessions that the run's orders can name.</param>
    public static IReadOnlyList<DatasetDates> Of(DateOnly from, DateOnly to, DateOnly sessionsFrom) =>
    [
        new(Sessions, sessionsFrom, to),
        new(OrderMapping, from, to),
        new(HourlyMetrics, from, to),
        new(HourlyAttribution, from, to),
        new(AdHourlyPerformance, from, to),
        new(DailySummary, from, to),
        new(Rejects, from, to, AlsoUndated: true),
    ];
}
