-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth; in the order of their dates.
-- Grain: one session. Key: session_id.
-- Distributed by: visitor_no.
select
    visitor_no,
    session_date,
    session_id,
    sum(value)::bigint as value
from touchpoints
where touch_index = touch_count
group by visitor_no, session_date, session_id
order by session_date
