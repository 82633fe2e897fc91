-- The visits of the journeys that the server read.
-- Grain: one visit.
select
    moments.order_no,
    moments.visit_us,
    orders.created_us,
    moments.page,
    moments.referrer,
    shape_visits.utm_no,
    shape_visits.link_no,
    shape_visits.has_referrer_domain,
    shape_visits.evidence,
    shape_visits.referrer_domain,
    shape_visits.click_no,
    shape_visits.click_name_no,
    case
        when shape_visits.click_text = chr(1)
            then click_in_page(moments.page, shape_visits.click_id)
    end as click_text,
    shape_visits.has_signal
from scanned_moments as moments
inner join read_orders as orders on orders.order_no = moments.order_no
cross join load_settings as settings
inner join moment_shapes as shapes
    on shapes.utm = moments.utm
    and shapes.page_shape = moments.page_shape
    and shapes.referrer_shape = moments.referrer_shape
inner join shape_visits on shape_visits.is_moment and shape_visits.shape_no = shapes.shape_no
where
    moments.visit_us >= orders.created_us - settings.lookback_us
    and (orders.is_cancelled or not orders.is_test)
