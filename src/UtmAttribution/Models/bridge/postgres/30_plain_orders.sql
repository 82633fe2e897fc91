-- Orders whose own columns are plain, and whose id no other row has.
-- Grain: one order. Key: order_no; so is order_id.
select *
from scanned_orders
where
    is_plain
    and not exists (
        select 1
        from repeated_ids
        where repeated_ids.order_id = scanned_orders.order_id
    )
