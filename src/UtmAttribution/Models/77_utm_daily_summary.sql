-- Published: totals by day, channel, source and campaign.
-- Grain: date_start, channel, sub_channel, utm_source, utm_campaign.
with placed_rows as (
    select
        dimensions.channel,
        dimensions.sub_channel,
        dimensions.utm_source,
        dimensions.utm_campaign,
        facts.*
    from performance_rows as facts
    inner join performance_dimensions as dimensions
        on dimensions.performance_no = facts.performance_no
),

summed as (
    select
        date_start,
        channel,
        sub_channel,
        utm_source,
        utm_campaign,
        sum(sessions)::bigint as sessions,
        sum(visitors)::bigint as visitors,
        sum(customers)::bigint as customers,
        sum(orders)::bigint as orders,
        sum(order_value)::bigint as order_value,
        sum(spend)::bigint as spend,
        sum(impressions)::bigint as impressions,
        sum(clicks)::bigint as clicks,
        sum(revenue)::bigint as revenue,
        sum(weight_units)::bigint as weight_units
    from placed_rows
    group by date_start, channel, sub_channel, utm_source, utm_campaign
)

select
    date_start,
    channel,
    sub_channel,
    utm_source,
    utm_campaign,
    sessions as total_sessions,
    visitors as total_visitors,
    customers as total_customers,
    orders as total_conversions,
    orders as total_orders,
    money_of(order_value) as total_revenue,
    money_of(spend) as total_ad_spend,
    impressions as total_impressions,
    clicks as total_clicks,
    ratio(100 * orders, sessions) as conversion_rate_percent,
    ratio(order_value, spend) as roas,
    ratio(order_value, orders * 10000) as avg_order_value,
    money_of(revenue) as total_attributed_revenue,
    weight_sum(weight_units) as total_attributed_orders,
    attribution_rate(revenue, order_value, weight_units, orders) as attribution_rate_percent,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from summed
cross join run
