-- The landing pages of sessions that have one, in the order of their dates, as they are published.
-- Joined first, then sorted, to need less memory.
-- Grain: one session. Key: session_place.
-- Distributed by: visitor_no.
with named_sessions as materialized (
    select
        sessions.visitor_no,
        sessions.session_date,
        sessions.session_place,
        page_values.landing_page_url
    from sessions
    inner join page_values on page_values.page_no = sessions.page_no
    where sessions.page_no <> 0
)

select *
from named_sessions
order by session_date
