-- All visits that the server read, numbered.
-- Grain: one visit. Key: visit_no.
with visits as (
    select
        order_no, visit_us, page, referrer, utm_no, link_no, has_referrer_domain, evidence,
        referrer_domain, click_no, click_name_no, click_text
    from moment_visits
    union all
    select
        order_no, visit_us, page, referrer, utm_no, link_no, has_referrer_domain, evidence,
        referrer_domain, click_no, click_name_no, click_text
    from evidence_visits
)

select
    *,
    row_number() over ()::integer as visit_no
from visits
