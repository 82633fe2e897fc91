-- Visits with the number of their session. A session ends where visits lie apart in time or on two
-- local dates, and where a visit's campaign signal differs from the session's: within a stretch of
-- visits that are not apart, the session's UTM values are those of the last visit with a signal,
-- and its click id is that of the last one with a click id and these UTM values.
-- Grain: one visit found. Key: visitor_no, visit_no.
with stretches as (
    select
        *,
        sum(case when is_apart then 1 else 0 end) over (
            partition by visitor_no order by visit_no rows unbounded preceding
        ) as stretch_no
    from visits
),

utm_changes as (
    select
        *,
        has_signal and coalesce(
            lag(utm_rank) over (
                partition by visitor_no, stretch_no, has_signal order by visit_no
            ) <> utm_rank,
            false
        ) as is_new_utm
    from stretches
),

utm_runs as (
    select
        *,
        sum(case when is_apart or is_new_utm then 1 else 0 end) over (
            partition by visitor_no order by visit_no rows unbounded preceding
        ) as utm_run_no
    from utm_changes
),

click_changes as (
    select
        *,
        click_no <> 0 and coalesce(
            lag(click_rank) over (
                partition by visitor_no, utm_run_no, click_no <> 0 order by visit_no
            ) <> click_rank,
            false
        ) as is_new_click
    from utm_runs
)

select
    visitor_no,
    visit_no,
    visit_us,
    local_hour,
    utm_no,
    utm_rank,
    click_no,
    page_no,
    referrer_no,
    has_referrer_domain,
    evidence,
    is_repeat,
    -- The visit that a session's evidence comes from is the smallest of these; never a repeated
    -- one.
    (
        case when is_repeat then 3 when has_signal then 0 when has_referrer_domain then 1 else 2 end
    )::bigint * 1000000000 + visit_no as evidence_order,
    sum(case when is_apart or is_new_utm or is_new_click then 1 else 0 end) over (
        partition by visitor_no order by visit_no rows unbounded preceding
    ) as session_no
from click_changes
