-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth; in the order in which sessions are published.
-- Grain: one session. Key: session_id.
select
    touchpoints.session_date,
    touchpoints.session_id,
    sum(orders.value)::bigint as value
from touchpoints
inner join orders on orders.order_no = touchpoints.order_no
where touchpoints.is_touchpoint and touchpoints.touch_index = touchpoints.touch_count
group by touchpoints.session_date, touchpoints.session_id
order by touchpoints.session_date
