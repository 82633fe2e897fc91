-- Runs of visits that are a session each, unless an earlier run has the same token.
-- Grain: one run. Key: visitor_no, session_no. starts_at_once: another visit before it has the time
-- of its start.
-- Distributed by: visitor_no.
with runs as (
    select
        visitor_no,
        session_no,
        min(visit_us) as start_us,
        max(visit_us) as end_us,
        min(local_hour) as local_hour,
        sum(case when is_repeat then 0 else 1 end)::integer as visits,
        max(case when starts_at_once then 1 else 0 end) as starts_at_once,
        min(evidence_order) % 4294967296 as evidence_visit,
        -- The first visit number takes the click id along.
        min(case when click_no <> 0 then visit_no::bigint * 4294967296 + click_no end)
            % 4294967296 as click_no
    from session_visits
    group by visitor_no, session_no
),

all_runs as (
    select
        runs.visitor_no,
        runs.session_no,
        runs.start_us,
        runs.end_us,
        runs.local_hour,
        runs.visits,
        runs.starts_at_once = 1 as starts_at_once,
        coalesce(runs.click_no, 0)::integer as click_no,
        visits.utm_no,
        visits.utm_rank,
        visits.page_no,
        visits.link_no,
        visits.referrer_no,
        visits.has_referrer_domain,
        visits.evidence
    from runs
    inner join visits
        on visits.visitor_no = runs.visitor_no and visits.visit_no = runs.evidence_visit
    where not visits.is_alone
    union all
    select
        visitor_no,
        visit_no,
        visit_us,
        visit_us,
        local_hour,
        1,
        false,
        click_no,
        utm_no,
        utm_rank,
        page_no,
        link_no,
        referrer_no,
        has_referrer_domain,
        evidence
    from visits
    where is_alone
)

-- Where the union is the last thing done, a distributed server does not know that rows stay where
-- they are.
select *
from all_runs
