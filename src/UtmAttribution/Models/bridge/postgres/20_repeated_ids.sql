-- Ids that several rows share: which of them is used is for the loader and the models.
-- Grain: one id. Key: order_id.
select order_id
from scanned_orders
where order_id is not null
group by order_id
having count(*) > 1
