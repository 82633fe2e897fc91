-- Published, with lookups: sessions.
-- Grain: one session. Key: session_id.
-- Distributed by: visitor_no.
select
    sessions.visitor_no,
    sessions.session_id,
    sessions.session_token,
    sessions.session_place,
    null::varchar as device_type,
    null::varchar as browser,
    null::varchar as operating_system,
    null::varchar as country,
    null::varchar as city,
    sessions.profile_no,
    sessions.dimension_no,
    utc_time(sessions.start_us) as session_start_time,
    utc_time(sessions.end_us) as session_end_time,
    utc_time(sessions.start_us) as first_pageview_time,
    utc_time(sessions.end_us) as last_pageview_time,
    sessions.visits::bigint as pageviews_count,
    quotient(sessions.end_us - sessions.start_us, 1000000) as time_on_site_seconds,
    conversions.value is not null as is_conversion_session,
    case when conversions.value is not null then 'purchase' end as conversion_type,
    money_of(conversions.value * run.money_factor) as conversion_value,
    case when conversions.value is not null then run.currency end as conversion_currency,
    false as is_bot_traffic,
    sessions.evidence::integer as evidence,
    sessions.session_date
from sessions
left join session_conversions as conversions
    on conversions.visitor_no = sessions.visitor_no
    and conversions.session_date = sessions.session_date
    and conversions.session_id = sessions.session_id
cross join run
