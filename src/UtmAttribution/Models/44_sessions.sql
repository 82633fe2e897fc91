-- All sessions: observed ones and those of conversions without any, in the order of their dates.
-- Grain: one session. Key: session_id; so is session_place, which lookups of published rows go by:
-- without gaps within a date where these are arrays. A server joins by any key, and to number all
-- sessions would be the one thing here for which those of a visitor are not enough.
-- Distributed by: visitor_no.
with all_sessions as (
    select
        session_id,
        session_token,
        visitor_no,
        start_us,
        end_us,
        local_hour,
        visits,
        click_no,
        page_no,
        referrer_no,
        domain_no,
        evidence,
        is_customer,
        profile_no,
        dimension_no,
        true as is_observed
    from session_profiles
    union all
    select
        own_sessions.session_id,
        own_sessions.session_token,
        own_sessions.visitor_no,
        own_sessions.start_us,
        own_sessions.start_us,
        own_sessions.local_hour,
        1,
        0,
        0,
        0,
        0,
        0,
        own_sessions.is_customer,
        profiles.profile_no,
        profiles.dimension_no,
        false
    from own_sessions
    inner join profiles
        on profiles.utm_no = 0
        and profiles.link_no = 0
        and profiles.click_name_no = 0
        and profiles.domain_no = 0
),

dated_sessions as (
    select
        *,
        local_date(local_hour) as session_date
    from all_sessions
    order by session_date
)

-- Where they are numbered, it is as they come from the sort: a window of its own would hold all
-- sessions at once.
select
    *,
    place_of_session(session_id) as session_place
from dated_sessions
