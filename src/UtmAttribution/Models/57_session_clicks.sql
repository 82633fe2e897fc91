-- The click ids of sessions that have one, in the order of their dates, as they are published.
-- Joined first, then sorted, to need less memory.
-- Grain: one session. Key: session_place.
-- Distributed by: visitor_no.
with named_sessions as materialized (
    select
        sessions.visitor_no,
        sessions.session_date,
        sessions.session_place,
        click_values.click_id_value
    from sessions
    inner join click_values on click_values.click_no = sessions.click_no
    where sessions.click_no <> 0
)

select *
from named_sessions
order by session_date
