-- The sessions of each conversion's lookback, in order, and which of them are its touchpoints: the
-- best tier that is not empty.
-- Grain: one order and one session. Key: order_no, session_id.
with candidates as (
    select
        order_no,
        created_us,
        session_id,
        start_us,
        session_date,
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
        local_date(own_sessions.local_hour),
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
),

tiered as (
    select
        candidates.*,
        case
            when run.touchpoints = 'all' or has_signal then 1
            when is_direct then 3
            when run.touchpoints = 'non-direct' then 1
            else 2
        end as tier
    from candidates
    cross join run
),

numbered as (
    select
        *,
        row_number() over (partition by order_no order by start_us, session_id) as session_index,
        count(*) over (
            partition by order_no order by start_us, session_id
            rows between unbounded preceding and unbounded following
        ) as session_count,
        min(tier) over (
            partition by order_no order by start_us, session_id
            rows between unbounded preceding and unbounded following
        ) as best_tier
    from tiered
),

chosen as (
    select
        *,
        tier = best_tier and (best_tier < 3 or session_index = session_count) as is_touchpoint
    from numbered
)

select
    order_no,
    session_id,
    session_date,
    profile_no,
    session_index::integer as session_index,
    session_count::integer as session_count,
    is_touchpoint,
    sum(case when is_touchpoint then 1 else 0 end) over (
        partition by order_no order by session_index rows unbounded preceding
    )::integer as touch_index,
    sum(case when is_touchpoint then 1 else 0 end) over (
        partition by order_no order by session_index
        rows between unbounded preceding and unbounded following
    )::integer as touch_count,
    quotient(created_us - start_us, 1000000) as age_seconds,
    quotient(created_us - max(case when is_touchpoint then start_us end) over (
        partition by order_no order by session_index
        rows between unbounded preceding and unbounded following
    ), 1000000) as last_age_seconds,
    coalesce(max(case when not is_direct then session_index end) over (
        partition by order_no order by session_index
        rows between unbounded preceding and unbounded following
    ), session_count)::integer as last_non_direct_index
from chosen
