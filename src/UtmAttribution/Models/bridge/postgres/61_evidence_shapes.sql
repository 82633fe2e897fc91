-- What orders themselves carry, each combination once.
-- Grain: one combination. Key: shape_no.
select
    *,
    row_number() over ()::integer as shape_no
from (
    select distinct
        evidence.page_shape,
        evidence.referrer_shape,
        evidence.utm_source,
        evidence.utm_medium,
        evidence.utm_campaign,
        evidence.utm_content,
        evidence.utm_term,
        evidence.attributes_shape
    from scanned_evidence as evidence
    inner join read_orders as orders on orders.order_no = evidence.order_no
    where orders.is_cancelled or not orders.is_test
) as shapes
