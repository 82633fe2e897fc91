-- Visits that are not alone, with the number of their session, which is that of its first visit. A
-- session ends where visits lie apart, and where a visit's campaign signal differs from the
-- session's: within a stretch of visits that are not apart, the session's UTM values are those of
-- the last visit with a signal, and its click id is that of the last one with a click id and these
-- UTM values.
-- Grain: one visit found that is not alone. Key: visitor_no, visit_no.
-- Distributed by: visitor_no.
with marked as (
    select
        *,
        max(case when is_apart then visit_no end) over so_far as stretch_start,
        -- The greatest visit number takes what stands behind it along.
        max(case when has_signal then visit_no::bigint * 4294967296 + utm_rank end)
            over before as last_utm,
        max(case when click_no <> 0 then pair(visit_no, click_hash) end) over before as last_click
    from visits
    where not is_alone
    window
        so_far as (partition by visitor_no order by visit_no rows unbounded preceding),
        before as (
            partition by visitor_no order by visit_no
            rows between unbounded preceding and 1 preceding
        )
),

utm_starts as (
    select
        *,
        is_apart or has_signal and coalesce(
            quotient(last_utm, 4294967296) >= stretch_start and last_utm % 4294967296 <> utm_rank,
            false
        ) as is_utm_start
    from marked
),

utm_runs as (
    select
        *,
        max(case when is_utm_start then visit_no end) over (
            partition by visitor_no order by visit_no rows unbounded preceding
        ) as run_start
    from utm_starts
),

session_starts as (
    select
        *,
        is_utm_start or click_no <> 0 and coalesce(
            pair_first(last_click) >= run_start and pair_second(last_click) <> click_hash,
            false
        ) as is_start
    from utm_runs
)

select
    visitor_no,
    visit_no,
    visit_us,
    local_hour,
    click_no,
    is_repeat,
    is_start and is_at_once as starts_at_once,
    -- The visit that a session's evidence comes from is the smallest of these; never a repeated
    -- one.
    (
        case when is_repeat then 3 when has_signal then 0 when has_referrer_domain then 1 else 2 end
    )::bigint * 4294967296 + visit_no as evidence_order,
    max(case when is_start then visit_no end) over (
        partition by visitor_no order by visit_no rows unbounded preceding
    ) as session_no
from session_starts
