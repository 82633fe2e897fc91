-- Visits of visitors, in order, each compared with the one before. Equal visits, as when two orders
-- list them, follow one another, the one with the best evidence first: the others repeat it and are
-- not counted.
-- Grain: one visit found. Key: visitor_no, visit_no.
with known_visits as (
    select
        orders.visitor_no,
        visit_rows.visit_us,
        visit_rows.local_hour,
        visit_rows.utm_no,
        utm_ranks.utm_rank,
        visit_rows.click_no,
        click_ranks.click_rank,
        visit_rows.page_no,
        page_ranks.page_rank,
        visit_rows.referrer_no,
        referrer_ranks.referrer_rank,
        visit_rows.has_referrer_domain,
        visit_rows.evidence
    from visit_rows
    inner join orders on orders.order_no = visit_rows.order_no
    inner join utm_ranks on utm_ranks.utm_no = visit_rows.utm_no
    inner join click_ranks on click_ranks.click_no = visit_rows.click_no
    inner join page_ranks on page_ranks.page_no = visit_rows.page_no
    inner join referrer_ranks on referrer_ranks.referrer_no = visit_rows.referrer_no
),

compared_visits as (
    select
        *,
        row_number() over visitor_order as visit_no,
        lag(visit_us) over visitor_order as previous_us,
        lag(local_hour) over visitor_order as previous_hour,
        lag(utm_rank) over visitor_order as previous_utm,
        lag(click_rank) over visitor_order as previous_click,
        lag(page_rank) over visitor_order as previous_page
    from known_visits
    window visitor_order as (
        partition by visitor_no
        order by visit_us, utm_rank, click_rank, page_rank, evidence, referrer_rank
    )
)

select
    compared_visits.visitor_no,
    compared_visits.visit_no::integer as visit_no,
    compared_visits.visit_us,
    compared_visits.local_hour,
    compared_visits.utm_no,
    compared_visits.utm_rank,
    compared_visits.click_no,
    compared_visits.click_rank,
    compared_visits.page_no,
    compared_visits.referrer_no,
    compared_visits.has_referrer_domain,
    compared_visits.evidence,
    compared_visits.utm_no <> 0 or compared_visits.click_no <> 0 as has_signal,
    coalesce(
        previous_us = visit_us
        and previous_utm = utm_rank
        and previous_click = click_rank
        and previous_page = page_rank,
        false
    ) as is_repeat,
    coalesce(previous_us = visit_us, false) as is_at_once,
    coalesce(
        visit_us - previous_us > run.session_timeout_us
        or floor_quotient(local_hour, 24) <> floor_quotient(previous_hour, 24),
        true
    ) as is_apart
from compared_visits
cross join run
