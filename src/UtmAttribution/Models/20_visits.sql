-- Visits of visitors, in order, each compared with the one before. Equal visits, as when two orders
-- list them, follow one another, the one with the best evidence first: the others repeat it and are
-- not counted.
-- Grain: one visit found. Key: visitor_no, visit_no.
with click_places as (
    select distinct
        tied_visits.click_hash,
        dense_rank() over (
            order by click_names.click_id nulls last, click_values.click_id_value nulls last
        ) as click_place
    from tied_visits
    inner join click_values on click_values.click_no = tied_visits.click_no
    left join click_names on click_names.click_name_no = click_values.click_name_no
),

page_places as (
    select distinct
        tied_visits.page_hash,
        dense_rank() over (order by page_values.landing_page_url nulls last) as page_place
    from tied_visits
    inner join page_values on page_values.page_no = tied_visits.page_no
),

placed_visits as (
    select
        visits.*,
        coalesce(click_places.click_place, 0)::integer as click_place,
        coalesce(page_places.page_place, 0)::integer as page_place
    from known_visits as visits
    left join click_places on click_places.click_hash = visits.click_hash
    left join page_places on page_places.page_hash = visits.page_hash
),

compared_visits as (
    select
        *,
        row_number() over visitor_order as visit_no,
        lag(visit_us) over visitor_order as previous_us,
        lag(local_hour) over visitor_order as previous_hour,
        lag(utm_rank) over visitor_order as previous_utm,
        lag(click_hash) over visitor_order as previous_click,
        lag(page_hash) over visitor_order as previous_page
    from placed_visits
    window visitor_order as (
        partition by visitor_no
        order by visit_us, utm_rank, click_place, page_place, evidence, referrer_rank
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
    compared_visits.click_hash,
    compared_visits.page_no,
    compared_visits.link_no,
    compared_visits.referrer_no,
    compared_visits.has_referrer_domain,
    compared_visits.evidence,
    compared_visits.utm_no <> 0 or compared_visits.click_no <> 0 as has_signal,
    coalesce(
        previous_us = visit_us
        and previous_utm = utm_rank
        and previous_click = click_hash
        and previous_page = page_hash,
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
