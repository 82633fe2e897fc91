-- Published, with lookups: sessions.
-- Grain: one session. Key: session_id.
select
    sessions.session_id,
    sessions.session_token,
    sessions.visitor_id,
    sessions.customer_id,
    sessions.click_id_value,
    sessions.referrer_url,
    sessions.landing_page_url,
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
    sessions.conversion_value is not null as is_conversion_session,
    case when sessions.conversion_value is not null then 'purchase' end as conversion_type,
    money(sessions.conversion_value * run.money_factor) as conversion_value,
    case when sessions.conversion_value is not null then run.currency end as conversion_currency,
    false as is_bot_traffic,
    sessions.evidence::integer as evidence,
    sessions.session_date
from session_texts as sessions
cross join run
