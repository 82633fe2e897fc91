-- Published, with lookups: sessions.
-- Grain: one session. Key: session_id.
select
    sessions.session_id,
    sessions.session_token,
    visitor_names.visitor_id,
    visitor_names.customer_id,
    click_values.click_id_value,
    referrer_values.referrer_url,
    page_values.landing_page_url,
    null::varchar as device_type,
    null::varchar as browser,
    null::varchar as operating_system,
    null::varchar as country,
    null::varchar as city,
    sessions.profile_no,
    profiles.dimension_no,
    utc_time(sessions.start_us) as session_start_time,
    utc_time(sessions.end_us) as session_end_time,
    utc_time(sessions.start_us) as first_pageview_time,
    utc_time(sessions.end_us) as last_pageview_time,
    sessions.visits::bigint as pageviews_count,
    quotient(sessions.end_us - sessions.start_us, 1000000) as time_on_site_seconds,
    conversions.value is not null as is_conversion_session,
    case when conversions.value is not null then 'purchase' end as conversion_type,
    money(conversions.value * run.money_factor) as conversion_value,
    case when conversions.value is not null then run.currency end as conversion_currency,
    false as is_bot_traffic,
    sessions.evidence::integer as evidence,
    sessions.session_date
from sessions
cross join run
inner join profiles on profiles.profile_no = sessions.profile_no
inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
inner join click_values on click_values.click_no = sessions.click_no
inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
inner join page_values on page_values.page_no = sessions.page_no
-- The dates let the engine pass over the rest of the table, which is in their order.
left join conversion_sessions as conversions
    on conversions.session_date = sessions.session_date
    and conversions.session_id = sessions.session_id
