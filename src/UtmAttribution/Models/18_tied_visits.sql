-- Visits that another visit of their visitor at the same time differs from in click id or landing
-- page. They are rare, and only they must be put in order by these texts.
-- Grain: one click id and landing page of such visits.
with ties as (
    select
        visitor_no,
        visit_us
    from known_visits
    group by visitor_no, visit_us
    having min(click_hash) <> max(click_hash) or min(page_hash) <> max(page_hash)
)

select
    visits.click_hash,
    visits.page_hash,
    min(visits.click_no) as click_no,
    min(visits.page_no) as page_no
from known_visits as visits
inner join ties on ties.visitor_no = visits.visitor_no and ties.visit_us = visits.visit_us
group by visits.click_hash, visits.page_hash
