-- The referrers of sessions that have one, in the order of their dates, as they are published.
-- Grain: one session. Key: session_place.
select
    sessions.session_date,
    sessions.session_place,
    referrer_values.referrer_url
from sessions
inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
where sessions.referrer_no <> 0
order by sessions.session_date
