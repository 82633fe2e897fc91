-- Observed sessions, narrow, with their profile.
-- A view: of few profiles, they are found again sooner than read again.
-- Grain: one session. Key: session_id.
-- Distributed by: visitor_no.
select
    sessions.session_id,
    sessions.session_token,
    sessions.visitor_no,
    sessions.start_us,
    sessions.end_us,
    sessions.local_hour,
    sessions.visits,
    sessions.click_no,
    sessions.page_no,
    sessions.referrer_no,
    sessions.domain_no,
    sessions.evidence,
    sessions.is_customer,
    profiles.profile_no,
    profiles.dimension_no,
    profiles.zone_no,
    profiles.has_signal,
    profiles.is_direct
from observed_sessions as sessions
inner join profiles
    on profiles.utm_no = sessions.utm_no
    and profiles.link_no = sessions.link_no
    and profiles.click_name_no = sessions.click_name_no
    and profiles.domain_no = sessions.domain_no
