-- Credit by channel and campaign for the orders of some dates, both inclusive, under one model.
create function calculate_utm_attribution(start_date date, end_date date, model text)
returns table (
    channel text,
    sub_channel text,
    utm_source text,
    utm_medium text,
    utm_campaign text,
    campaign_id text,
    campaign_name text,
    orders bigint,
    attributed_orders numeric,
    attributed_revenue numeric,
    revenue_share_percent numeric
)
language sql stable
set search_path from current
as $$
    select
        mapping.channel,
        mapping.sub_channel,
        mapping.utm_source,
        mapping.utm_medium,
        mapping.utm_campaign,
        mapping.campaign_id,
        mapping.campaign_name,
        count(distinct mapping.order_id) as orders,
        sum(mapping.attribution_weight) as attributed_orders,
        sum(mapping.attributed_revenue) as attributed_revenue,
        coalesce(
            round(
                100 * sum(mapping.attributed_revenue)
                / nullif(sum(sum(mapping.attributed_revenue)) over (), 0),
                4
            ),
            0
        ) as revenue_share_percent
    from utm_order_mapping as mapping
    where mapping.order_date_local between start_date and end_date
        and mapping.attribution_model = model
    group by 1, 2, 3, 4, 5, 6, 7
    order by 10 desc, 1, 2, 3, 4, 5, 6, 7
$$;

-- How complete and consistent a batch is, 0 to 100: the mean over its hours, weighted by what
-- happened in them. NULL where no row is of that batch any more.
create function calculate_attribution_data_quality_score(batch_id text) returns numeric
language sql stable
set search_path from current
as $$
    select round(
        sum(data_completeness_score * (total_sessions + total_orders))
        / nullif(sum(total_sessions + total_orders), 0),
        2
    )
    from utm_hourly_metrics
    where utm_hourly_metrics.batch_id = $1
$$;
