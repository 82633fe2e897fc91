-- The sessions of each conversion's lookback that may take credit: its touchpoints, which are the
-- best tier that is not empty, and the last session that is not direct (else the last); with the
-- units of time decay, cumulated. In the order of the conversions, as the mapping is published.
-- Grain: one order and one session. Key: order_place, session_id. touch_index is 0 where the
-- session is no touchpoint.
-- Distributed by: visitor_no.
with weighed as (
    select
        candidates.visitor_no,
        candidates.order_place,
        candidates.value,
        candidates.order_date_local,
        candidates.session_id,
        candidates.session_token,
        candidates.start_us,
        candidates.session_date,
        candidates.evidence,
        candidates.dimension_no,
        candidates.has_signal,
        candidates.is_direct,
        candidates.row_hour,
        paths.session_count,
        paths.indirect_count,
        paths.touch_count,
        case
            when candidates.tier = paths.best_tier
                then decay_units(
                    quotient(candidates.created_us - candidates.start_us, 1000000)
                        - quotient(candidates.created_us - paths.last_touch_us, 1000000),
                    run.half_life_seconds
                )
            else 0
        end::integer as decay_units,
        -- The counts of touchpoints, where they are not just the last session, and of sessions that
        -- are not direct in one number.
        case when candidates.tier = paths.best_tier and candidates.tier < 3 then 1 else 0 end
        + case when candidates.is_direct then 0 else 4294967296 end as counts
    from lookback_sessions as candidates
    inner join order_paths as paths
        on paths.visitor_no = candidates.visitor_no
        and paths.order_place = candidates.order_place
    cross join run
),

-- One sort serves all.
counted as (
    select
        *,
        row_number() over so_far as session_index,
        (sum(counts) over so_far)::bigint as counts_so_far,
        (sum(decay_units) over so_far)::bigint as decay_so_far,
        (sum(decay_units) over whole)::bigint as decay_total
    from weighed
    window
        so_far as (
            partition by visitor_no, order_place order by start_us, session_id
            rows unbounded preceding
        ),
        whole as (
            partition by visitor_no, order_place order by start_us, session_id
            rows between unbounded preceding and unbounded following
        )
),

chosen as (
    select
        *,
        case
            when decay_units = 0 then 0
            when counts_so_far % 4294967296 > 0 then counts_so_far % 4294967296
            when session_index = session_count then 1
            else 0
        end as touch_index,
        case
            when indirect_count = 0 then session_index = session_count
            else not is_direct and quotient(counts_so_far, 4294967296) = indirect_count
        end as is_last_non_direct
    from counted
)

select
    visitor_no,
    order_place,
    value,
    order_date_local,
    session_id,
    session_token,
    session_date,
    evidence,
    dimension_no,
    has_signal,
    row_hour,
    session_index::integer as session_index,
    session_count,
    touch_index::integer as touch_index,
    touch_count,
    is_last_non_direct,
    case when touch_index = 0 then 0 else decay_units end as decay_units,
    case when touch_count = 1 then decay_units else decay_so_far end as decay_so_far,
    case when touch_count = 1 then decay_units else decay_total end as decay_total
from chosen
where touch_index > 0 or is_last_non_direct
order by order_place
