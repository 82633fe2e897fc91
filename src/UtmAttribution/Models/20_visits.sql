-- Visits of visitors, in order, each compared with the one before. Equal visits, as when two orders
-- list them, follow one another, the one with the best evidence first: the others repeat it and are
-- not counted. Visits lie apart where the time or the local date between them ends a session; one
-- that lies apart from both its neighbours is alone, and a session of its own.
-- Grain: one visit found. Key: visitor_no, visit_no.
-- Distributed by: visitor_no.
with click_places as (
    select distinct
        click_hash,
        click_place
    from tied_places
),

page_places as (
    select distinct
        page_hash,
        page_place
    from tied_places
),

placed_visits as (
    select
        visits.*,
        coalesce(click_places.click_place, 0) as click_place,
        coalesce(page_places.page_place, 0) as page_place
    from known_visits as visits
    left join click_places on click_places.click_hash = visits.click_hash
    left join page_places on page_places.page_hash = visits.page_hash
),

compared_visits as (
    select
        *,
        row_number() over visitor_order as visit_no,
        lag(visit_us) over visitor_order as previous_us,
        lead(visit_us) over visitor_order as next_us,
        lag(local_hour) over visitor_order as previous_hour,
        lead(local_hour) over visitor_order as next_hour,
        lag(utm_rank) over visitor_order as previous_utm,
        lag(click_hash) over visitor_order as previous_click,
        lag(page_hash) over visitor_order as previous_page
    from placed_visits
    window visitor_order as (
        partition by visitor_no
        order by visit_us, utm_rank, click_place, page_place, evidence, referrer_rank
    )
),

parted_visits as (
    select
        compared_visits.*,
        coalesce(
            visit_us - previous_us > run.session_timeout_us
            or floor_quotient(local_hour, 24) <> floor_quotient(previous_hour, 24),
            true
        ) as is_apart,
        coalesce(
            next_us - visit_us > run.session_timeout_us
            or floor_quotient(next_hour, 24) <> floor_quotient(local_hour, 24),
            true
        ) as is_last
    from compared_visits
    cross join run
)

select
    visitor_no,
    visit_no::integer as visit_no,
    visit_us,
    local_hour,
    utm_no,
    utm_rank,
    click_no,
    click_hash,
    page_no,
    link_no,
    referrer_no,
    has_referrer_domain,
    evidence,
    utm_no <> 0 or click_no <> 0 as has_signal,
    coalesce(
        previous_us = visit_us
        and previous_utm = utm_rank
        and previous_click = click_hash
        and previous_page = page_hash,
        false
    ) as is_repeat,
    coalesce(previous_us = visit_us, false) as is_at_once,
    is_apart,
    is_apart and is_last as is_alone
from parted_visits
