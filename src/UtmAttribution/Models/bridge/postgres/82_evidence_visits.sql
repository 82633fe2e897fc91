-- The visits that orders themselves carry, where their journeys have none with a campaign signal at
-- or before the order; without a signal of their own only where their journeys have none at all.
-- Grain: one order.
with journeys as (
    select
        order_no,
        bool_or(has_signal) as has_signal
    from moment_visits
    where visit_us <= created_us
    group by order_no
)

select
    evidence.order_no,
    orders.created_us as visit_us,
    evidence.page,
    evidence.referrer,
    shape_visits.utm_no,
    shape_visits.link_no,
    shape_visits.has_referrer_domain,
    shape_visits.evidence,
    shape_visits.referrer_domain,
    shape_visits.click_no,
    shape_visits.click_name_no,
    case shape_visits.click_text
        when chr(1) then click_in_page(evidence.page, shape_visits.click_id)
        when chr(2) then click_in_attributes(evidence.attributes, shape_visits.click_id)
    end as click_text
from scanned_evidence as evidence
inner join read_orders as orders on orders.order_no = evidence.order_no
inner join evidence_shapes as shapes
    on shapes.page_shape = evidence.page_shape
    and shapes.referrer_shape = evidence.referrer_shape
    and shapes.utm_source = evidence.utm_source
    and shapes.utm_medium = evidence.utm_medium
    and shapes.utm_campaign = evidence.utm_campaign
    and shapes.utm_content = evidence.utm_content
    and shapes.utm_term = evidence.utm_term
    and shapes.attributes_shape = evidence.attributes_shape
inner join shape_visits on not shape_visits.is_moment and shape_visits.shape_no = shapes.shape_no
left join journeys on journeys.order_no = evidence.order_no
where
    (orders.is_cancelled or not orders.is_test)
    and (journeys.order_no is null or not journeys.has_signal and shape_visits.has_signal)
