-- The sessions of each conversion's lookback, observed or its own, in tiers: the best one that is
-- not empty takes the credit.
-- A view: it only puts two relations together.
-- Grain: one order and one session. Key: order_place, session_id.
with all_candidates as (
    select
        order_place,
        created_us,
        value,
        order_date_local,
        session_id,
        session_token,
        start_us,
        session_date,
        evidence,
        dimension_no,
        has_signal,
        is_direct,
        row_hour
    from order_sessions
    union all
    select
        conversions.order_place,
        conversions.created_us,
        conversions.value,
        conversions.order_date_local,
        own_sessions.session_id,
        own_sessions.session_token,
        own_sessions.start_us,
        local_date(own_sessions.local_hour),
        0,
        profiles.dimension_no,
        false,
        true,
        conversions.local_hour
    from conversions
    cross join run
    inner join own_sessions
        on own_sessions.visitor_no = conversions.visitor_no
        and own_sessions.start_us > conversions.created_us - run.lookback_us
        and own_sessions.start_us <= conversions.created_us
    inner join profiles
        on profiles.utm_no = 0
        and profiles.link_no = 0
        and profiles.click_name_no = 0
        and profiles.domain_no = 0
)

select
    all_candidates.*,
    case
        when run.touchpoints = 'all' or has_signal then 1
        when is_direct then 3
        when run.touchpoints = 'non-direct' then 1
        else 2
    end as tier
from all_candidates
cross join run
