-- Sessions, orders and the primary model's credit by hour and dimensions, as whole numbers; money
-- in 10^-4.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with both_sides as (
    select
        row_hour, dimension_no, sessions, visitors, customers, pageviews, seconds, bounces,
        0 as orders, 0 as order_value, 0 as weight_units, 0 as revenue, 0 as broken_orders,
        0 as paid_orders
    from hourly_sessions
    union all
    select
        hourly_orders.row_hour, hourly_orders.dimension_no, 0, 0, 0, 0, 0, 0,
        hourly_orders.orders,
        hourly_orders.order_value * run.money_factor,
        hourly_orders.weight_units,
        hourly_orders.revenue * run.money_factor,
        hourly_orders.broken_orders,
        hourly_orders.paid_orders
    from hourly_orders
    cross join run
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
    sum(paid_orders)::bigint as paid_orders,
    local_date(row_hour) as date_start
from both_sides
group by row_hour, dimension_no
having sum(sessions) > 0 or sum(orders) > 0 or sum(weight_units) > 0 or sum(revenue) > 0
order by row_hour
