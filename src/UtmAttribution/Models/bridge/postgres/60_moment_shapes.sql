-- What moments say, each once. Moments before the lookback, and those of test orders, are no visits.
-- Grain: one combination of UTM values, landing page and referrer in short. Key: shape_no; so are
-- those three.
select
    utm,
    page_shape,
    referrer_shape,
    row_number() over ()::integer as shape_no
from (
    select distinct
        moments.utm,
        moments.page_shape,
        moments.referrer_shape
    from scanned_moments as moments
    inner join read_orders as orders on orders.order_no = moments.order_no
    cross join load_settings as settings
    where
        moments.visit_us >= orders.created_us - settings.lookback_us
        and (orders.is_cancelled or not orders.is_test)
) as shapes
