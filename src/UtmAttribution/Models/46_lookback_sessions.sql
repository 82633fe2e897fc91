-- The sessions of each conversion's lookback, observed or its own, in tiers: the best one that is
-- not empty takes the credit.
-- Grain: one order and one session. Key: order_no, session_id.
with all_candidates as (
    select
        order_no,
        created_us,
        session_id,
        start_us,
        profile_no,
        has_signal,
        is_direct
    from order_sessions
    union all
    select
        orders.order_no,
        orders.created_us,
        own_sessions.session_id,
        own_sessions.start_us,
        profiles.profile_no,
        false,
        true
    from orders
    cross join run
    inner join own_sessions
        on own_sessions.visitor_no = orders.visitor_no
        and own_sessions.start_us > orders.created_us - run.lookback_us
        and own_sessions.start_us <= orders.created_us
    inner join profiles
        on profiles.utm_no = 0
        and profiles.link_no = 0
        and profiles.click_name_no = 0
        and profiles.domain_no = 0
    where orders.is_conversion
)

select
    all_candidates.order_no,
    all_candidates.created_us,
    all_candidates.session_id,
    all_candidates.start_us,
    all_candidates.profile_no,
    all_candidates.is_direct,
    case
        when run.touchpoints = 'all' or has_signal then 1
        when is_direct then 3
        when run.touchpoints = 'non-direct' then 1
        else 2
    end as tier
from all_candidates
cross join run
