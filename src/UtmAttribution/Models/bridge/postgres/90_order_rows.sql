-- Loaded: one row per order row read, used or not; reason is why it is not.
-- Grain: one row read. Key: order_no.
select
    numbers.orders + orders.order_no as order_no,
    orders.order_id,
    orders.order_name,
    orders.created_us,
    orders.updated_us,
    orders.local_hour,
    orders.customer_id,
    orders.is_cancelled,
    orders.is_test,
    orders.price,
    orders.value,
    0::bigint as text_hash,
    null::text as reason,
    null::text as detail
from read_orders as orders
cross join load_numbers as numbers
union all
select
    orders.order_no, orders.order_id, orders.order_name, orders.created_us, orders.updated_us,
    orders.local_hour, orders.customer_id, orders.is_cancelled, orders.is_test, orders.price,
    orders.value, orders.text_hash, orders.reason, orders.detail
from loaded_order_rows as orders
cross join load_settings as settings
where not starts_with(coalesce(orders.order_id, ''), settings.shape_mark)
