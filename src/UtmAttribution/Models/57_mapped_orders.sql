-- Orders of the run's dates with the texts that mapping rows show, in the order in which they are
-- published.
-- Grain: one order. Key: order_date_local, order_no.
select
    orders.order_no,
    order_rows.order_id,
    order_rows.order_name,
    orders.created_us,
    orders.value,
    local_date(orders.local_hour) as order_date_local
from orders
inner join order_rows on order_rows.order_no = orders.order_no
cross join run
where orders.is_conversion and local_date(orders.local_hour) between run.from_date and run.to_date
order by order_date_local
