-- Sessions that take the last-click credit of orders, after the run's dates too, and what those
-- orders are worth; in the order of their dates.
-- Grain: one session. Key: session_place.
select
    session_date,
    session_place,
    sum(value)::bigint as value
from touch_units
where touch_index = touch_count
group by session_date, session_place
order by session_date
