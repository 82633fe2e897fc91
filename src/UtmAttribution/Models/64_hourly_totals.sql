-- Sessions, orders and the primary model's credit by hour and dimensions, as whole numbers; money in 10^-4.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with both_sides as (
    select
        row_hour, dimension_no, sessions, visitors, customers, pageviews, seconds, bounces,
        0 as orders, 0 as order_value, 0 as weight_units, 0 as revenue, 0 as broken_orders, 0 as paid_orders
    from hourly_sessions
    union all
    select
        hourly_credit.row_hour, hourly_credit.dimension_no, 0, 0, 0, 0, 0, 0,
        hourly_credit.orders,
        hourly_credit.order_value * run.money_factor,
        hourly_credit.campaign_weight_units,
        hourly_credit.campaign_revenue * run.money_factor,
        hourly_credit.broken_orders,
        hourly_credit.paid_orders
    from hourly_credit
    cross join run
    where hourly_credit.model_no = run.primary_model_no
)

select
    row_hour,
    dimension_no,
    sum(sessions)::bigint as sessions,
    sum(visitors)::bigint as visitors,
    sum(customers)::bigint as customers,
    sum(pageviews)::bigint as pageviews,
    sum(seconds)::bigint as seconds,
    sum(bounces)::bigint as bounces,
    sum(orders)::bigint as orders,
    sum(order_value)::bigint as order_value,
    sum(weight_units)::bigint as weight_units,
    sum(revenue)::bigint as revenue,
    sum(broken_orders)::bigint as broken_orders,
    sum(paid_orders)::bigint as paid_orders
from both_sides
group by row_hour, dimension_no
having sum(sessions) > 0 or sum(orders) > 0 or sum(weight_units) > 0 or sum(revenue) > 0
