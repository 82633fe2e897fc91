namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>The checks of published rows against each other: each query counts what is wrong and names one example.</summary>
internal static class ValidationQueries
{
    /// <summary>The checks, in the order in which they are told.</summary>
    public static IReadOnlyList<(string Check, string Sql)> All { get; } =
    [
        ("mappings without their session", """
            select count(*), min(mapping.order_id)
            from utm_order_mapping as mapping
            where not exists (select from utm_sessions as sessions where sessions.session_id = mapping.session_id)
            """),
        ("sessions more than once", """
            select count(*), min(session_id::text)
            from (select session_id from utm_sessions group by session_id having count(*) > 1) as repeated
            """),
        ("mappings more than once", """
            select count(*), min(order_id)
            from (select order_id from utm_order_mapping group by order_id, attribution_model, session_id having count(*) > 1) as repeated
            """),
        ("orders and models whose weights do not sum to 1", """
            select count(*), min(order_id || ', ' || attribution_model)
            from (
                select order_id, attribution_model from utm_order_mapping
                group by order_id, attribution_model having sum(attribution_weight) <> 1
            ) as wrong
            """),
        ("orders and models whose revenue does not sum to the order's value", """
            select count(*), min(order_id || ', ' || attribution_model)
            from (
                select order_id, attribution_model from utm_order_mapping
                group by order_id, attribution_model having sum(attributed_revenue) <> max(order_value) or min(order_value) <> max(order_value)
            ) as wrong
            """),
        ("orders and models without exactly one primary row", """
            select count(*), min(order_id || ', ' || attribution_model)
            from (
                select order_id, attribution_model from utm_order_mapping
                group by order_id, attribution_model having count(*) filter (where is_primary_attribution) <> 1
            ) as wrong
            """),
        ("orders that some models of their run miss", """
            with models as (select batch_id, count(distinct attribution_model) as models from utm_order_mapping group by batch_id)
            select count(*), min(order_id)
            from (
                select order_id from utm_order_mapping inner join models using (batch_id)
                group by order_id, models.models having count(distinct attribution_model) < models.models
            ) as wrong
            """),
        ("sessions whose date is not that of their start in the run's time zone", """
            select count(*), min(session_id::text)
            from utm_sessions inner join utm_runs using (batch_id)
            where session_date <> (session_start_time at time zone utm_runs.time_zone)::date
            """),
        ("orders whose date is not that of their time in the run's time zone", """
            select count(*), min(order_id)
            from utm_order_mapping inner join utm_runs using (batch_id)
            where order_date_local <> (order_date at time zone utm_runs.time_zone)::date
            """),
        ("daily totals that differ from the hours", """
            select count(*), min(date_start::text)
            from (
                select date_start, sum(utm_revenue) as revenue, sum(ad_spend) as spend, sum(utm_orders) as orders, sum(utm_sessions) as sessions
                from utm_ad_hourly_performance group by date_start
            ) as hours
            full outer join (
                select date_start, sum(total_revenue) as revenue, sum(total_ad_spend) as spend, sum(total_orders) as orders,
                    sum(total_sessions) as sessions
                from utm_daily_summary group by date_start
            ) as days using (date_start)
            where (hours.revenue, hours.spend, hours.orders, hours.sessions) is distinct from (days.revenue, days.spend, days.orders, days.sessions)
            """),
        ("dates whose revenue differs between metrics and performance", """
            select count(*), min(date_start::text)
            from (select date_start, sum(total_revenue) as revenue, sum(total_orders) as orders from utm_hourly_metrics group by date_start) as metrics
            full outer join (
                select date_start, sum(utm_revenue) as revenue, sum(utm_orders) as orders from utm_ad_hourly_performance group by date_start
            ) as performance using (date_start)
            where coalesce(metrics.revenue, 0) <> coalesce(performance.revenue, 0) or coalesce(metrics.orders, 0) <> coalesce(performance.orders, 0)
            """),
        ("models that give all channels of some training dates other conversions or revenue than others", """
            select count(*), min(train_from || ' to ' || train_to)
            from (
                select train_from, train_to
                from (
                    select train_from, train_to, sum(conversions) as conversions, sum(revenue) as revenue
                    from utm_channel_attribution group by train_from, train_to, attribution_model
                ) as totals
                group by train_from, train_to
                having min(conversions) <> max(conversions) or min(revenue) <> max(revenue) or max(conversions) <> trunc(max(conversions))
            ) as wrong
            """),
        ("dates between the first and the last that no run has published", """
            select count(*), min(day::date::text)
            from (select min(from_date) as first, max(to_date) as last from utm_runs) as range,
                generate_series(range.first, range.last, interval '1 day') as days (day)
            where not exists (select from utm_runs where day::date between from_date and to_date)
            """),
        .. HourQueries.All,
    ];
}
