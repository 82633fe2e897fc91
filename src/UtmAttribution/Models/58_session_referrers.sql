-- The referrers of sessions that have one, in the order of their dates, as they are published.
-- Joined first, then sorted, to need less memory.
-- Grain: one session. Key: session_place.
-- Distributed by: visitor_no.
with named_sessions as materialized (
    select
        sessions.visitor_no,
        sessions.session_date,
        sessions.session_place,
        referrer_values.referrer_url
    from sessions
    inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
    where sessions.referrer_no <> 0
)

select *
from named_sessions
order by session_date
