-- Sessions of the run's dates and of the lookback before, as they are published, in that order: the
-- joins with the dictionaries, whose texts lie scattered, are made once, not once for every date.
-- Grain: one session. Key: session_id.
select
    sessions.session_date,
    profiles.dimension_no,
    sessions.start_us,
    sessions.session_id,
    sessions.session_token,
    sessions.profile_no,
    sessions.end_us,
    sessions.visits,
    sessions.evidence,
    visitor_names.visitor_id,
    visitor_names.customer_id,
    click_values.click_id_value,
    referrer_values.referrer_url,
    page_values.landing_page_url,
    conversions.value as conversion_value
from sessions
inner join profiles on profiles.profile_no = sessions.profile_no
inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
inner join click_values on click_values.click_no = sessions.click_no
inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
inner join page_values on page_values.page_no = sessions.page_no
left join conversion_sessions as conversions on conversions.session_id = sessions.session_id
order by
    sessions.session_date, profiles.dimension_no, sessions.start_us, sessions.session_id
