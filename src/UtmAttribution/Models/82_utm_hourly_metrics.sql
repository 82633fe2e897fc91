-- Published, with lookups: sessions, orders and revenue by hour, under the primary model.
-- Grain: date_start, hour_start, dimensions.
select
    totals.date_start,
    hour_of_day(totals.row_hour) as hour_start,
    totals.dimension_no,
    totals.sessions as total_sessions,
    totals.visitors as unique_visitors,
    totals.customers as unique_customers,
    totals.pageviews as total_pageviews,
    ratio(totals.seconds, totals.sessions) as avg_session_duration_seconds,
    ratio(100 * totals.bounces, totals.sessions) as bounce_rate,
    totals.orders as total_orders,
    totals.orders as total_conversions,
    money_of(totals.order_value) as total_revenue,
    ratio(totals.order_value, totals.orders * 10000) as avg_order_value,
    ratio(100 * totals.orders, totals.sessions) as conversion_rate,
    weight_sum(totals.weight_units) as attributed_orders,
    money_of(totals.revenue) as attributed_revenue,
    attribution_rate(
        totals.revenue, totals.order_value, totals.weight_units, totals.orders
    ) as attribution_rate,
    money_of(totals.score * 100) as data_completeness_score
from scored_hours as totals
