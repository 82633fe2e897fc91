-- The visitors' names of sessions, in the order of their dates, as they are published.
-- Every text has a model of its own, and its join is complete before the sort begins: of large
-- dictionaries, no two fit into memory, nor does one beside the sort.
-- Grain: one session. Key: session_place.
-- Distributed by: visitor_no.
with named_sessions as materialized (
    select
        sessions.visitor_no,
        sessions.session_date,
        sessions.session_place,
        visitor_names.visitor_id,
        visitor_names.customer_id
    from sessions
    inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
)

select *
from named_sessions
order by session_date
