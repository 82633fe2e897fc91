-- Orders that the server reads by itself, whole, with the time from which on moments are visits:
-- none where it is NULL, for test orders have no visits.
-- Grain: one order. Key: order_no; so is order_id.
with left_orders as (
    select order_no
    from scanned_moments
    where not is_plain
    union
    select order_no
    from scanned_evidence
    where not is_plain
)

select
    plain_orders.*,
    case
        when plain_orders.is_cancelled or not plain_orders.is_test
            then plain_orders.created_us - settings.lookback_us
    end as visits_from_us
from plain_orders
cross join load_settings as settings
where
    not exists (
        select 1
        from left_orders
        where left_orders.order_no = plain_orders.order_no
    )
