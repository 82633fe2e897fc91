-- The sessions of each conversion's lookback, observed or its own, in tiers: the best one that is
-- not empty takes the credit. A session of its own has no signal and is direct.
-- A view: it only puts two relations together.
-- Grain: one order and one session. Key: order_place, session_id.
-- Distributed by: visitor_no.
select
    order_sessions.visitor_no,
    order_sessions.order_place,
    order_sessions.created_us,
    order_sessions.value,
    order_sessions.order_date_local,
    order_sessions.session_id,
    order_sessions.session_token,
    order_sessions.start_us,
    order_sessions.session_date,
    order_sessions.evidence,
    order_sessions.dimension_no,
    order_sessions.has_signal,
    order_sessions.is_direct,
    order_sessions.row_hour,
    case
        when run.touchpoints = 'all' or order_sessions.has_signal then 1
        when order_sessions.is_direct then 3
        when run.touchpoints = 'non-direct' then 1
        else 2
    end as tier
from order_sessions
cross join run
union all
select
    conversions.visitor_no,
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
    conversions.local_hour,
    case when run.touchpoints = 'all' then 1 else 3 end
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
