-- The visits of the journeys that the server read.
-- Grain: one visit. Key: visit_no. click_text is NULL where the loader has the click id.
select
    moments.moment_no as visit_no,
    numbers.orders + moments.order_no as order_no,
    moments.visit_us,
    moments.visit_us <= orders.created_us as is_before_order,
    moments.page_hash,
    read_referrers.referrer_no,
    shape_visits.utm_no,
    shape_visits.link_no,
    shape_visits.has_referrer_domain,
    shape_visits.evidence,
    shape_visits.click_no,
    shape_visits.click_name_no,
    case
        when shape_visits.click_text = chr(1)
            then click_in_page(moments.page, shape_visits.click_id)
    end as click_text,
    shape_visits.has_signal
from scanned_moments as moments
inner join read_orders as orders on orders.order_no = moments.order_no
inner join shape_visits
    on shape_visits.is_moment and shape_visits.shape_hash = moments.shape_hash
left join read_referrers on read_referrers.referrer = moments.referrer
cross join load_numbers as numbers
where moments.visit_us >= orders.visits_from_us
