-- Visits found, with what they are compared by.
-- Grain: one visit found; no key.
-- Distributed by: visitor_no.
select
    orders.visitor_no,
    visit_rows.visit_us,
    visit_rows.local_hour,
    utm_ranks.first_no as utm_no,
    utm_ranks.utm_rank,
    visit_rows.click_no,
    visit_rows.click_hash,
    visit_rows.page_no,
    visit_rows.page_hash,
    link_numbers.first_no as link_no,
    visit_rows.referrer_no,
    referrer_ranks.referrer_rank,
    visit_rows.has_referrer_domain,
    visit_rows.evidence
from visit_rows
inner join orders on orders.order_no = visit_rows.order_no
inner join utm_ranks on utm_ranks.utm_no = visit_rows.utm_no
inner join link_numbers on link_numbers.link_no = visit_rows.link_no
inner join referrer_ranks on referrer_ranks.referrer_no = visit_rows.referrer_no
