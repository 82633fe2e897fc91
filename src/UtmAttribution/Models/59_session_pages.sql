-- The landing pages of sessions that have one, in the order of their dates, as they are published.
-- Every text has a model of its own: two dictionaries in one join may not fit into memory.
-- Grain: one session. Key: session_place.
select
    sessions.session_date,
    sessions.session_place,
    page_values.landing_page_url
from sessions
inner join page_values on page_values.page_no = sessions.page_no
where sessions.page_no <> 0
order by sessions.session_date
