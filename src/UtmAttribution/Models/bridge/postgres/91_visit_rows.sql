-- Loaded: visits found. The server numbers click ids and landing pages by their visit.
-- Grain: one visit found; no key.
with read_visits as (
    select
        visit_no, order_no, visit_us, page_hash, referrer_no, utm_no, link_no, has_referrer_domain,
        evidence, click_no, click_name_no, click_text
    from moment_visits
    union all
    select
        visit_no, order_no, visit_us, page_hash, referrer_no, utm_no, link_no, has_referrer_domain,
        evidence, click_no, click_name_no, click_text
    from evidence_visits
),

loaded_visits as (
    select visits.*
    from loaded_visit_rows as visits
    inner join loaded_order_rows as orders on orders.order_no = visits.order_no
    cross join load_settings as settings
    where not starts_with(coalesce(orders.order_id, ''), settings.shape_mark)
)

select
    visits.order_no,
    visits.visit_us,
    reporting_hour(visits.visit_us) as local_hour,
    visits.utm_no,
    case
        when visits.click_text is null then visits.click_no
        else numbers.clicks + visits.visit_no
    end as click_no,
    case
        when visits.click_no = 0 then 0
        else text_number(
            coalesce(visits.click_text, click_values.click_id_value), visits.click_name_no
        )
    end as click_hash,
    case when visits.page_hash = 0 then 0 else numbers.pages + visits.visit_no end as page_no,
    visits.page_hash,
    visits.link_no,
    coalesce(visits.referrer_no, 0) as referrer_no,
    visits.has_referrer_domain,
    visits.evidence
from read_visits as visits
cross join load_numbers as numbers
inner join loaded_click_values as click_values on click_values.click_no = visits.click_no
union all
select
    visits.order_no,
    visits.visit_us,
    visits.local_hour,
    visits.utm_no,
    visits.click_no,
    case
        when visits.click_no = 0 then 0
        else text_number(click_values.click_id_value, click_values.click_name_no)
    end,
    visits.page_no,
    case when visits.page_no = 0 then 0 else text_number(page_values.landing_page_url, 0) end,
    visits.link_no,
    visits.referrer_no,
    visits.has_referrer_domain,
    visits.evidence
from loaded_visits as visits
inner join loaded_click_values as click_values on click_values.click_no = visits.click_no
inner join loaded_page_values as page_values on page_values.page_no = visits.page_no
