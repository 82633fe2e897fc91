-- What moments say, each once. Moments before the lookback, and those of test orders, are no
-- visits.
-- Grain: one combination of UTM values, landing page and referrer in short. Key: shape_hash.
with first_moments as (
    select
        moments.shape_hash,
        min(moments.moment_no) as moment_no
    from scanned_moments as moments
    inner join read_orders as orders on orders.order_no = moments.order_no
    where moments.visit_us >= orders.visits_from_us
    group by moments.shape_hash
)

select
    moments.shape_hash,
    moments.utm,
    page_shape,
    referrer_shape(moments.referrer) as referrer_shape
from first_moments
inner join scanned_moments as moments on moments.moment_no = first_moments.moment_no
cross join lateral page_shape(moments.page)
