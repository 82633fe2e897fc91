namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>
/// The checks of hours, those of days with a clock change too, and of totals against the ledgers of the runs. Rows without
/// ids of a campaign and an ad belong to no ad account, so that their hours are the run's own.
/// </summary>
internal static class HourQueries
{
    /// <summary>The checks: each query counts what is wrong and names one example.</summary>
    public static IReadOnlyList<(string Check, string Sql)> All { get; } =
    [
        ("hours that their date does not have", """
            with hours as (
                select distinct date_start, hour_start, time_zone
                from utm_hourly_metrics inner join utm_runs using (batch_id) where campaign_id is null and ad_id is null
            )
            select count(*), min(date_start || ' ' || hour_start)
            from hours
            where hour_start not between 0 and 23 or not exists (
                select from generate_series(0, 45, 15) as quarters (minute),
                    lateral (select date_start + make_interval(hours => hour_start, mins => minute) as time) as local
                where local.time at time zone hours.time_zone at time zone hours.time_zone = local.time
            )
            """),
        ("hours whose credit differs from that of the orders placed in them", """
            select count(*), min(date_start || ' ' || hour_start || ', ' || attribution_model)
            from (
                select local.time::date as date_start, extract(hour from local.time)::integer as hour_start, attribution_model,
                    sum(attributed_revenue) as revenue, sum(attribution_weight) as orders
                from utm_order_mapping inner join utm_runs using (batch_id),
                    lateral (select order_date at time zone time_zone as time) as local
                where campaign_id is null and ad_id is null
                group by 1, 2, 3
            ) as placed
            full outer join (
                select date_start, hour_start, attribution_model, sum(attributed_revenue) as revenue, sum(attributed_orders) as orders
                from utm_hourly_attribution where campaign_id is null and ad_id is null group by 1, 2, 3
            ) as hours using (date_start, hour_start, attribution_model)
            where (placed.revenue, placed.orders) is distinct from (hours.revenue, hours.orders)
            """),
        ("hours whose sessions differ from those that begin in them", """
            with days as (
                select date_start, min(batch_id) as batch_id from utm_hourly_metrics group by date_start having count(distinct batch_id) = 1
            ), again as (
                select distinct session_date from utm_sessions inner join days on date_start = session_date where utm_sessions.batch_id <> days.batch_id
            )
            select count(*), min(date_start || ' ' || hour_start)
            from (
                select session_date as date_start, extract(hour from session_start_time at time zone time_zone)::integer as hour_start, count(*) as sessions
                from utm_sessions inner join utm_runs using (batch_id)
                where campaign_id is null and ad_id is null and data_source <> 'none' and session_date between from_date and to_date
                    and session_date not in (select session_date from again)
                group by 1, 2
            ) as begun
            full outer join (
                select date_start, hour_start, sum(total_sessions) as sessions
                from utm_hourly_metrics
                where campaign_id is null and ad_id is null and total_sessions > 0 and date_start not in (select session_date from again)
                group by 1, 2
            ) as hours using (date_start, hour_start)
            where begun.sessions is distinct from hours.sessions
            """),
        // A run whose dates were partly published again, or deleted for their age, no longer has all that its ledger tells of. Some of
        // its dates may be of earlier runs, where it has found the same rows.
        ("totals that differ from the ledger of their run", """
            with kept as (
                select least(
                    (select min(order_date_local) from utm_order_mapping), (select min(date_start) from utm_hourly_metrics),
                    (select min(date_start) from utm_ad_hourly_performance)
                ) as first
            ), whole as (
                select runs.batch_id, runs.from_date, runs.to_date, runs.ledger
                from utm_runs as runs cross join kept
                where runs.from_date >= kept.first and not exists (
                    select from utm_runs as later
                    where later.published_at > runs.published_at and later.from_date <= runs.to_date and later.to_date >= runs.from_date
                )
            ), figures as (
                select whole.batch_id, 'revenue, ' || attribution_model as name, sum(attributed_revenue) as figure
                from utm_order_mapping inner join whole on order_date_local between from_date and to_date group by 1, 2
                union all
                select whole.batch_id, 'hourly revenue, ' || attribution_model, sum(attributed_revenue)
                from utm_hourly_attribution inner join whole on date_start between from_date and to_date group by 1, 2
                union all
                select whole.batch_id, 'total revenue by hour, primary model', sum(total_revenue)
                from utm_hourly_metrics inner join whole on date_start between from_date and to_date group by 1
                union all
                select whole.batch_id, unnest(array['ad spend', 'ad impressions', 'ad clicks']),
                    unnest(array[sum(ad_spend), sum(ad_impressions), sum(ad_clicks)])
                from utm_ad_hourly_performance inner join whole on date_start between from_date and to_date group by 1
            )
            select count(*), min(whole.batch_id || ', ' || lines.name)
            from whole cross join lateral jsonb_to_recordset(whole.ledger -> 'lines') as lines (name text, actual numeric)
            left join figures on figures.batch_id = whole.batch_id and figures.name = lines.name
            where lines.name ~ '^(revenue, |hourly revenue, |total revenue |ad (spend|impressions|clicks)$)'
                and coalesce(figures.figure, 0) <> lines.actual
            """),
        // All that a run says of channels is replaced at once, by the next one whose training ends on the same date.
        ("credit of channels that differs from the ledger of its run", """
            with totals as (
                select batch_id, attribution_model, sum(conversions) as conversions, sum(revenue) as revenue
                from utm_channel_attribution group by 1, 2
            ), figures as (
                select batch_id, 'channel conversions, ' || attribution_model as name, conversions as figure from totals
                union all
                select batch_id, 'channel revenue, ' || attribution_model, revenue from totals
            )
            select count(*), min(runs.batch_id || ', ' || lines.name)
            from utm_runs as runs cross join lateral jsonb_to_recordset(runs.ledger -> 'lines') as lines (name text, actual numeric)
            left join figures on figures.batch_id = runs.batch_id and figures.name = lines.name
            where lines.name ~ '^channel (conversions|revenue), ' and coalesce(figures.figure, 0) <> lines.actual
                and exists (select from totals where totals.batch_id = runs.batch_id)
            """),
    ];
}
