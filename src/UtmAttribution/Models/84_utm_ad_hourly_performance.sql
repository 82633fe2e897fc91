-- Published, with lookups: what ads cost and what they brought, by hour.
-- Grain: date_start, hour_start, dimensions.
select
    facts.date_start,
    hour_of_day(facts.row_hour) as hour_start,
    facts.performance_no,
    facts.impressions as ad_impressions,
    facts.clicks as ad_clicks,
    money_of(facts.spend) as ad_spend,
    ratio(facts.spend, facts.impressions * 10) as ad_cpm,
    ratio(facts.spend, facts.clicks * 10000) as ad_cpc,
    ratio(100 * facts.clicks, facts.impressions) as ad_ctr,
    facts.purchases as ad_purchases,
    money_of(facts.purchase_value) as ad_purchase_value,
    facts.sessions as utm_sessions,
    facts.visitors as utm_visitors,
    facts.customers as utm_customers,
    facts.orders as utm_conversions,
    ratio(100 * facts.orders, facts.sessions) as utm_conversion_rate,
    money_of(facts.order_value) as utm_revenue,
    facts.orders as utm_orders,
    ratio(facts.order_value, facts.orders * 10000) as utm_avg_order_value,
    money_of(facts.revenue) as attributed_revenue,
    weight_sum(facts.weight_units) as attributed_orders,
    attribution_rate(
        facts.revenue, facts.order_value, facts.weight_units, facts.orders
    ) as attribution_rate,
    ratio(facts.revenue, facts.spend) as roas,
    ratio(100 * facts.orders, facts.clicks) as conversion_rate_percent,
    ratio(100 * facts.orders, facts.sessions) as session_to_conversion_rate,
    money_of(facts.score * 100) as utm_data_quality,
    facts.data_match_status,
    case when facts.data_match_status = 'ads_only' then null else run.batch_id end as utm_batch_id
from performance_rows as facts
cross join run
