-- Orders that the server reads by itself, whole.
-- Grain: one order. Key: order_no; so is order_id.
with left_orders as (
    select order_no
    from scanned_moments
    where not is_plain
    union
    select order_no
    from scanned_evidence
    where not is_plain
)

select plain_orders.*
from plain_orders
where
    not exists (
        select 1
        from left_orders
        where left_orders.order_no = plain_orders.order_no
    )
