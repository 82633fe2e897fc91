-- Sessions of the run's dates and of the lookback before with their texts and the orders that they
-- converted to: the joins with the dictionaries are made once, not once for every date.
-- Grain: one session. Key: session_id. In the order of session_date.
select
    sessions.session_id,
    sessions.session_token,
    sessions.profile_no,
    sessions.session_date,
    sessions.start_us,
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
inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
inner join click_values on click_values.click_no = sessions.click_no
inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
inner join page_values on page_values.page_no = sessions.page_no
left join conversion_sessions as conversions on conversions.session_id = sessions.session_id
order by sessions.session_date
