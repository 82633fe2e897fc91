-- The visitors' names of sessions, in the order of their dates, as they are published.
-- Grain: one session. Key: session_place.
select
    sessions.session_date,
    sessions.session_place,
    visitor_names.visitor_id,
    visitor_names.customer_id
from sessions
inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
order by sessions.session_date
