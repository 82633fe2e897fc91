-- The sessions of each conversion's lookback that may take credit: its touchpoints, which are the
-- best tier that is not empty, and the last session that is not direct (else the last).
-- Grain: one order and one session. Key: order_no, session_id. touch_index is 0 where the session
-- is no touchpoint.
with candidates as (
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

-- One sort and few sums serve all: the counts of the first tier, of the second and of the sessions
-- that are not direct stand in 20 bits each; the last start of the best tier is the greatest.
counted as (
    select
        *,
        row_number() over so_far as session_index,
        count(*) over whole as session_count,
        (sum(session_counts) over so_far)::bigint as counts_so_far,
        (sum(session_counts) over whole)::bigint as counts,
        max(start_us + (3 - tier) * 1152921504606846976) over whole as last_of_best_tier
    from (
        select
            *,
            case tier when 1 then 1 when 2 then 1048576 else 0 end
            + case when is_direct then 0 else 1099511627776 end as session_counts
        from tiered
    ) as rows_to_count
    window
        so_far as (partition by order_no order by start_us, session_id rows unbounded preceding),
        whole as (
            partition by order_no order by start_us, session_id
            rows between unbounded preceding and unbounded following
        )
),

chosen as (
    select
        *,
        case
            when tier <> 3 - quotient(last_of_best_tier, 1152921504606846976) then 0
            when tier = 1 then counts_so_far % 1048576
            when tier = 2 then quotient(counts_so_far, 1048576) % 1048576
            when session_index = session_count then 1
            else 0
        end as touch_index,
        case quotient(last_of_best_tier, 1152921504606846976)
            when 2 then counts % 1048576
            when 1 then quotient(counts, 1048576) % 1048576
            else 1
        end as touch_count,
        last_of_best_tier % 1152921504606846976 as last_touch_us,
        case
            when counts < 1099511627776 then session_index = session_count
            else not is_direct
                and quotient(counts_so_far, 1099511627776) = quotient(counts, 1099511627776)
        end as is_last_non_direct
    from counted
)

select
    order_no,
    session_id,
    profile_no,
    session_index::integer as session_index,
    session_count::integer as session_count,
    touch_index::integer as touch_index,
    touch_count::integer as touch_count,
    is_last_non_direct,
    case
        when touch_index = 0 then 0
        else decay_units(
            quotient(created_us - start_us, 1000000)
                - quotient(created_us - last_touch_us, 1000000),
            run.half_life_seconds
        )
    end::integer as decay_units
from chosen
cross join run
where touch_index > 0 or is_last_non_direct
