using UtmAttribution.Options;

namespace UtmAttribution.Sinks;

/// <summary>The datasets that a run publishes, with their columns in the order of the contract.</summary>
public static class Datasets
{
    private static readonly string[] Utm = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"];

    private static readonly string[] Dimensions =
        ["campaign_id", "campaign_name", "adset_id", "adset_name", "ad_id", "ad_name", .. Utm, "channel", "sub_channel"];

    private static readonly string[] Audit = ["created_at", "updated_at", "batch_id"];

    private static readonly Lookup DimensionLookup = new("dimension_no", "dimensions");
    private static readonly Lookup ModelLookup = new("model_no", "attribution_models");
    private static readonly Lookup DataSourceLookup = new("evidence", "data_sources");
    private static readonly Lookup HourLookup = new("hour_start", "hours");
    private static readonly Lookup AuditLookup = new(Key: null, "audit");

    /// <summary>Sessions, by local date of their start.</summary>
    public static Dataset Sessions { get; } = new("utm_sessions", "session_date", ["dimension_no", "session_start_time", "session_id"])
    {
        GrainRelation = "sessions",
        Key = ["session_id"],
        Lookups =
        [
            new("profile_no", "profiles"), OfSession("session_visitors"), OfSession("session_clicks"), OfSession("session_referrers"),
            OfSession("session_pages"), DataSourceLookup, AuditLookup,
        ],
        Columns =
        [
            "session_id", "session_token", "visitor_id", "customer_id", .. Utm, "click_id", "click_id_value", "referrer_url", "referrer_domain",
            "landing_page_url", "device_type", "browser", "operating_system", "country", "city", "campaign_id", "adset_id", "ad_id", "id_match",
            "channel", "sub_channel", "channel_category", "platform", "session_start_time", "session_end_time", "first_pageview_time",
            "last_pageview_time", "pageviews_count", "time_on_site_seconds", "is_conversion_session", "conversion_type", "conversion_value",
            "conversion_currency", "is_bot_traffic", "data_source", "session_date", .. Audit,
        ],
    };

    /// <summary>Shares of orders by session and model, by local date of the order.</summary>
    public static Dataset OrderMapping { get; } =
        new("utm_order_mapping", "order_date_local", ["model_no", "dimension_no", "order_place", "session_id"])
        {
            GrainRelation = "order_mapping",
            Key = ["order_id", "attribution_model", "session_id"],
            Lookups = [new("order_place", "conversions", IsByDate: true), ModelLookup, DimensionLookup, DataSourceLookup, AuditLookup],
            Columns =
            [
                "order_id", "order_name", "order_date", "order_value", "order_currency", "session_id", "session_token", "session_date",
                "attribution_model", "attribution_weight", "attributed_revenue", "touch_index", "touch_count", "is_primary_attribution",
                .. Dimensions, "data_source", "order_date_local", .. Audit,
            ],
        };

    /// <summary>Sessions, orders and revenue by hour and dimensions.</summary>
    public static Dataset HourlyMetrics { get; } = new("utm_hourly_metrics", "date_start", ["hour_start", "dimension_no"])
    {
        GrainRelation = "hourly_totals",
        Key = ["date_start", "hour_start", .. Dimensions],
        Lookups = [DimensionLookup, HourLookup, AuditLookup],
        Columns =
        [
            "date_start", "hour_start", "hour_window", .. Dimensions, "total_sessions", "unique_visitors", "unique_customers",
            "total_pageviews", "avg_session_duration_seconds", "bounce_rate", "total_orders", "total_conversions", "total_revenue",
            "avg_order_value", "conversion_rate", "attributed_orders", "attributed_revenue", "attribution_rate", "data_completeness_score",
            .. Audit,
        ],
    };

    /// <summary>Credit by hour, dimensions and model.</summary>
    public static Dataset HourlyAttribution { get; } = new("utm_hourly_attribution", "date_start", ["model_no", "hour_start", "dimension_no"])
    {
        GrainRelation = "hourly_credit",
        Key = ["date_start", "hour_start", .. Dimensions, "attribution_model"],
        Lookups = [DimensionLookup, ModelLookup, AuditLookup],
        Columns = ["date_start", "hour_start", .. Dimensions, "attribution_model", "attributed_orders", "attributed_revenue", .. Audit],
    };

    /// <summary>Ad spend with what it brought, by hour and dimensions.</summary>
    public static Dataset AdHourlyPerformance { get; } = new("utm_ad_hourly_performance", "date_start", ["hour_start", "performance_no"])
    {
        GrainRelation = "performance_rows",
        Key = ["date_start", "hour_start", .. Dimensions],
        Lookups = [new("performance_no", "performance_dimensions"), HourLookup, AuditLookup],
        Columns =
        [
            "date_start", "hour_start", "hour_window", .. Dimensions, "ad_impressions", "ad_clicks", "ad_spend", "ad_cpm", "ad_cpc", "ad_ctr",
            "ad_purchases", "ad_purchase_value", "utm_sessions", "utm_visitors", "utm_customers", "utm_conversions", "utm_conversion_rate",
            "utm_revenue", "utm_orders", "utm_avg_order_value", "attributed_revenue", "attributed_orders", "attribution_rate", "roas",
            "conversion_rate_percent", "session_to_conversion_rate", "utm_data_quality", "data_match_status", "utm_batch_id", .. Audit,
        ],
    };

    /// <summary>Totals by day, channel, source and campaign.</summary>
    public static Dataset DailySummary { get; } =
        new("utm_daily_summary", "date_start", ["channel", "sub_channel", "utm_source", "utm_campaign"])
        {
            Key = ["date_start", "channel", "sub_channel", "utm_source", "utm_campaign"],
        };

    /// <summary>Credit of the orders of the training dates by channel and model, by the last of these dates.</summary>
    public static Dataset ChannelAttribution { get; } = new("utm_channel_attribution", "train_to", ["train_from", "attribution_model", "channel"]);

    /// <summary>Records that are not used, with the reason.</summary>
    public static Dataset Rejects { get; } =
        new("utm_rejects", "record_date", ["source_table", "severity", "reason", "record_id", "detail"]);

    /// <summary>All of them, in the order of publication.</summary>
    public static IReadOnlyList<Dataset> All { get; } =
        [Sessions, OrderMapping, HourlyMetrics, HourlyAttribution, AdHourlyPerformance, DailySummary, ChannelAttribution, Rejects];

    /// <summary>Those that a run publishes, with the dates that it replaces.</summary>
    /// <param name="from">First date of the run.</param>
    /// <param name="to">Last date of the run.</param>
    /// <param name="sessionsFrom">First date of the sessions that the run's orders can name.</param>
    /// <param name="training">The dates that the run learns from; null where it has none, and no <see cref="ChannelAttribution"/>.</param>
    public static IReadOnlyList<DatasetDates> Of(DateOnly from, DateOnly to, DateOnly sessionsFrom, TrainingDates? training = null) =>
    [
        .. All.Where(dataset => dataset != ChannelAttribution || training is not null).Select(dataset => dataset == ChannelAttribution
            ? new(dataset, training!.To, training.To)
            : new DatasetDates(dataset, dataset == Sessions ? sessionsFrom : from, to, AlsoUndated: dataset == Rejects)),
    ];

    private static Lookup OfSession(string relation) => new("session_place", relation, IsByDate: true) { IsPartial = true };
}
