-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth; in the order of their dates.
-- Grain: one session. Key: session_id.
select
    session_date,
    session_id,
    sum(value)::bigint as value
from touchpoints
where touch_index = touch_count
group by session_date, session_id
order by session_date
