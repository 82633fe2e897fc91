-- The visits that orders themselves carry, where their journeys have none with a campaign signal at
-- or before the order; without a signal of their own only where their journeys have none at all.
-- Grain: one order. Key: visit_no. click_text is NULL where the loader has the click id.
with journeys as (
    select
        order_no,
        bool_or(has_signal) as has_signal
    from moment_visits
    where is_before_order
    group by order_no
)

select
    numbers.moments + evidence.order_no as visit_no,
    numbers.orders + evidence.order_no as order_no,
    orders.created_us as visit_us,
    evidence.page,
    evidence.page_hash,
    read_referrers.referrer_no,
    shape_visits.utm_no,
    shape_visits.link_no,
    shape_visits.has_referrer_domain,
    shape_visits.evidence,
    shape_visits.click_no,
    shape_visits.click_name_no,
    case shape_visits.click_text
        when chr(1) then click_in_page(evidence.page, shape_visits.click_id)
        when chr(2) then click_in_attributes(evidence.attributes, shape_visits.click_id)
    end as click_text
from scanned_evidence as evidence
inner join read_orders as orders on orders.order_no = evidence.order_no
inner join shape_visits
    on not shape_visits.is_moment and shape_visits.shape_hash = evidence.shape_hash
left join read_referrers on read_referrers.referrer = evidence.referrer
cross join load_numbers as numbers
left join journeys on journeys.order_no = numbers.orders + evidence.order_no
where
    orders.visits_from_us is not null
    and (journeys.order_no is null or not journeys.has_signal and shape_visits.has_signal)
