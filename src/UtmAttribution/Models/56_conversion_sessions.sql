-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth.
-- Grain: one session. Key: session_id.
select
    session_id,
    sum(value)::bigint as value
from touch_units
where touch_index = touch_count
group by session_id
