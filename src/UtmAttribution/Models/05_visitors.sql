-- Visitors with a name: a customer's orders share one visitor number, that of the first row read.
-- Grain: one customer. Key: customer_id. A guest's visitor number is the order's own.
select
    customer_id,
    min(order_no) as visitor_no
from order_rows
where customer_id is not null
group by customer_id
