-- Sessions, orders and the primary model's credit by hour and dimensions, as whole numbers; money
-- in 10^-4.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with both_sides as (
    select
        coalesce(sessions.row_hour, orders.row_hour) as row_hour,
        coalesce(sessions.dimension_no, orders.dimension_no) as dimension_no,
        coalesce(sessions.sessions, 0) as sessions,
        coalesce(sessions.visitors, 0) as visitors,
        coalesce(sessions.customers, 0) as customers,
        coalesce(sessions.pageviews, 0) as pageviews,
        coalesce(sessions.seconds, 0) as seconds,
        coalesce(sessions.bounces, 0) as bounces,
        coalesce(orders.orders, 0) as orders,
        coalesce(orders.order_value, 0) as order_value,
        coalesce(orders.weight_units, 0) as weight_units,
        coalesce(orders.revenue, 0) as revenue,
        coalesce(orders.broken_orders, 0) as broken_orders,
        coalesce(orders.paid_orders, 0) as paid_orders
    from hourly_sessions as sessions
    full outer join hourly_orders as orders
        on orders.row_hour = sessions.row_hour and orders.dimension_no = sessions.dimension_no
)

select
    row_hour,
    dimension_no,
    sessions,
    visitors,
    customers,
    pageviews,
    seconds,
    bounces,
    orders,
    order_value * run.money_factor as order_value,
    weight_units,
    revenue * run.money_factor as revenue,
    broken_orders,
    paid_orders,
    local_date(row_hour) as date_start
from both_sides
cross join run
where sessions > 0 or orders > 0 or weight_units > 0 or revenue > 0
