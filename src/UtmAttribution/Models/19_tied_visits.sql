-- Visits that another visit of their visitor at the same time differs from in click id or landing
-- page, with the places of both in the order of these texts. They are rare, and only they must be
-- put in order by texts.
-- Grain: one click id and landing page of such visits. Key: click_hash, page_hash.
-- Distributed: a copy for every worker.
with ties as (
    select
        visitor_no,
        visit_us
    from known_visits
    group by visitor_no, visit_us
    having min(click_hash) <> max(click_hash) or min(page_hash) <> max(page_hash)
),

texts as (
    select
        visits.click_hash,
        visits.page_hash,
        min(visits.click_no) as click_no,
        min(visits.page_no) as page_no
    from known_visits as visits
    inner join ties on ties.visitor_no = visits.visitor_no and ties.visit_us = visits.visit_us
    group by visits.click_hash, visits.page_hash
)

select
    texts.click_hash,
    texts.page_hash,
    dense_rank() over (
        order by click_names.click_id nulls last, click_values.click_id_value nulls last
    )::integer as click_place,
    dense_rank() over (order by page_values.landing_page_url nulls last)::integer as page_place
from texts
inner join click_values on click_values.click_no = texts.click_no
left join click_names on click_names.click_name_no = click_values.click_name_no
inner join page_values on page_values.page_no = texts.page_no
