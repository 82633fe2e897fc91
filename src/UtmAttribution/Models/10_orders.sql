-- Orders that are used: one copy of each.
-- Grain: one order. Key: order_no.
select
    order_rows.order_no,
    coalesce(visitors.visitor_no, order_rows.order_no) as visitor_no,
    order_rows.created_us,
    order_rows.local_hour,
    order_rows.value,
    order_rows.is_cancelled,
    order_rows.is_test,
    not order_rows.is_cancelled and not order_rows.is_test as is_conversion
from order_rows
left join order_copies on order_copies.order_no = order_rows.order_no
left join visitors on visitors.customer_id = order_rows.customer_id
where
    order_rows.reason is null
    and coalesce(order_copies.copy_rank, 1) = 1
