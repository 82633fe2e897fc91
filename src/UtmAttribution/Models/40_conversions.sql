-- Conversions as they are shown, numbered in the order in which they are published.
-- Grain: one order. Key: order_place, which has no gaps within a date; so is order_id.
-- Distributed by: visitor_no.
with shown_orders as (
    select
        orders.visitor_no,
        orders.created_us,
        orders.local_hour,
        orders.value,
        order_rows.order_id,
        order_rows.order_name,
        utc_time(orders.created_us) as order_date,
        money_of(orders.value * run.money_factor) as order_value,
        run.currency as order_currency,
        local_date(orders.local_hour) as order_date_local
    from orders
    inner join order_rows on order_rows.order_no = orders.order_no
    cross join run
    where orders.is_conversion
    order by order_date_local, orders.created_us, order_rows.order_id
)

-- Numbered as they come from the sort: a window of its own would hold all orders at once.
select
    row_number() over ()::integer as order_place,
    *
from shown_orders
