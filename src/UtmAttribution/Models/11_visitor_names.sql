-- The published names of visitors.
-- Grain: one visitor of a used order. Key: visitor_no.
-- Distributed by: visitor_no.
select
    order_rows.order_no as visitor_no,
    order_rows.customer_id,
    coalesce('c:' || order_rows.customer_id, 'o:' || order_rows.order_id) as visitor_id
from order_rows
where order_rows.order_no in (select visitor_no from orders)
