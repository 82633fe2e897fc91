-- What orders themselves carry, each combination once.
-- Grain: one combination. Key: shape_hash.
with first_orders as (
    select
        evidence.shape_hash,
        min(evidence.order_no) as order_no
    from scanned_evidence as evidence
    inner join read_orders as orders on orders.order_no = evidence.order_no
    where orders.visits_from_us is not null
    group by evidence.shape_hash
)

select
    evidence.shape_hash,
    evidence.utm_source,
    evidence.utm_medium,
    evidence.utm_campaign,
    evidence.utm_content,
    evidence.utm_term,
    attributes_shape(evidence.attributes) as attributes_shape,
    page_shape,
    referrer_shape(evidence.referrer) as referrer_shape
from first_orders
inner join scanned_evidence as evidence on evidence.order_no = first_orders.order_no
cross join lateral page_shape(evidence.page)
