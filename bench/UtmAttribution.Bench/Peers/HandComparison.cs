using UtmAttribution.DuckDb;

namespace UtmAttribution.Bench.Peers;

/// <summary>Whether what is written by hand has the same rows as a run: attribution by order, session and model, and the hours of ads.</summary>
internal static class HandComparison
{
    // The hand-written weights and revenue are doubles: a run's are rounded to 10⁻⁸ and to cents, in a way that they add up.
    private const string Mapping = """
        select 'orders, sessions and models with weight and revenue', count(*), count(*) filter (
            o.order_id is null or h.order_id is null or abs(o.attribution_weight - h.weight) > 1e-6 or abs(o.attributed_revenue - h.revenue) > 0.01
            or o.campaign_id is distinct from h.campaign_id or o.adset_id is distinct from h.adset_id or o.ad_id is distinct from h.ad_id
            or (o.touch_index, o.touch_count) <> (h.touch, h.touches)
        )
        from (from read_parquet('$ours/utm_order_mapping/*/*.parquet')) as o
        full join (from read_parquet('$theirs/order_mapping/*/*.parquet')) as h
            on h.order_id = o.order_id and h.session_token = o.session_token and h.model = o.attribution_model
        """;

    private const string Sessions = """
        select 'sessions with their campaign and visits', count(*), count(*) filter (
            o.session_token is null or h.session_token is null or o.pageviews_count <> h.pageviews or epoch_us(o.session_end_time) <> epoch_us(h.ended_at)
            or o.utm_source is distinct from h.utm_source or o.utm_medium is distinct from h.utm_medium or o.utm_campaign is distinct from h.utm_campaign
            or o.utm_content is distinct from h.utm_content or o.utm_term is distinct from h.utm_term
            or o.click_id || '=' || o.click_id_value is distinct from h.click_id
        )
        from read_parquet('$ours/utm_sessions/*/*.parquet') as o
        full join read_parquet('$theirs/sessions/*/*.parquet') as h on h.session_token = o.session_token
        """;

    // An hour in an account's zone may lie outside the dates that a run publishes.
    private const string Hours = """
        with dates as (select min(date_start) as first, max(date_start) as last from read_parquet('$ours/utm_ad_hourly_performance/*/*.parquet')),
        ours as (
            select date_start, hour_start, coalesce(campaign_id, '') as campaign_id, coalesce(ad_id, '') as ad_id, sum(ad_impressions) as impressions, sum(ad_spend) as spend,
                sum(utm_sessions) as sessions, sum(utm_orders) as orders, sum(utm_revenue) as revenue, sum(attributed_revenue) as attributed
            from read_parquet('$ours/utm_ad_hourly_performance/*/*.parquet')
            group by all
        ),
        theirs as (
            select date_start, hour_start, coalesce(campaign_id, '') as campaign_id, coalesce(ad_id, '') as ad_id, sum(coalesce(ad_impressions, 0)) as impressions,
                sum(coalesce(ad_spend, 0)) as spend, sum(coalesce(total_sessions, 0)) as sessions, sum(coalesce(total_orders, 0)) as orders,
                sum(coalesce(total_revenue, 0)) as revenue, sum(coalesce(attributed_revenue, 0)) as attributed
            from read_parquet('$theirs/ad_performance/*/*.parquet'), dates
            where date_start between first and last
            group by all
        )
        select 'hours of ads with spend, sessions and revenue', count(*), count(*) filter (
            o.date_start is null or h.date_start is null or o.sessions <> h.sessions or o.orders <> h.orders or o.revenue <> h.revenue
            or abs(o.impressions - h.impressions) > 1e-6 or abs(o.spend - h.spend) > 0.001 or abs(o.attributed - h.attributed) > 1e-6
        )
        from ours as o
        full join theirs as h
            on h.date_start = o.date_start and h.hour_start = o.hour_start and h.campaign_id = o.campaign_id and h.ad_id = o.ad_id
        """;

    // A run's cents are within a cent of each hand-written share.
    private const string Attribution = """
        with dates as (select min(date_start) as first, max(date_start) as last from read_parquet('$ours/utm_ad_hourly_performance/*/*.parquet')),
        ours as (
            select date_start, hour_start, attribution_model as model, sum(attributed_orders) as orders, sum(attributed_revenue) as revenue
            from read_parquet('$ours/utm_hourly_attribution/*/*.parquet')
            group by all
        ),
        theirs as (
            select date_start, hour_start, model, sum(attributed_orders) as orders, sum(attributed_revenue) as revenue, sum(touchpoints) as touchpoints
            from read_parquet('$theirs/hourly_attribution/*/*.parquet'), dates
            where date_start between first and last
            group by all
        )
        select 'hours and models with orders and revenue', count(*), count(*) filter (
            o.date_start is null or h.date_start is null or abs(o.orders - h.orders) > 1e-6 * touchpoints or abs(o.revenue - h.revenue) > 0.01 * touchpoints
        )
        from ours as o
        full join theirs as h on h.date_start = o.date_start and h.hour_start = o.hour_start and h.model = o.model
        """;

    /// <summary>Compares two folders.</summary>
    /// <returns>The rows compared, in words.</returns>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static string Compare(string ours, string theirs)
    {
        using var database = DuckDBDatabase.Open(new() { MemoryLimit = "4GB" });
        using var connection = database.Connect();
        return RowCounts.Check([.. new[] { Mapping, Sessions, Hours, Attribution }.Select(Counts)]);

        RowCounts Counts(string query)
        {
            using var row = connection.ExecuteReader(query.Replace("$ours", ours, StringComparison.Ordinal).Replace("$theirs", theirs, StringComparison.Ordinal));
            row.Read();
            return new(row.GetString(0), row.GetInt64(1), row.GetInt64(2));
        }
    }
}
