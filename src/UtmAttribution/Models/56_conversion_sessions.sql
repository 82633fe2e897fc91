-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth.
-- Grain: one session. Key: session_id.
select
    touchpoints.session_id,
    sum(orders.value) as value
from touchpoints
inner join orders on orders.order_no = touchpoints.order_no
where touchpoints.is_touchpoint and touchpoints.touch_index = touchpoints.touch_count
group by touchpoints.session_id
