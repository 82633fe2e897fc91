-- Weights and revenue of each touchpoint, by cumulative rounding over the units, so that every
-- order adds up; narrow, with the numbers of order, session and model instead of their texts, in
-- the order in which it is published.
-- Grain: one order, model and session. Key: order_no, model_no, session_id.
with cumulated as (
    select
        *,
        sum(units) over (
            partition by order_no, model_no order by touch_index rows unbounded preceding
        )::bigint as units_so_far,
        sum(units) over (
            partition by order_no, model_no order by touch_index
            rows between unbounded preceding and unbounded following
        )::bigint as total_units,
        -- The most units, ties to the later: units fit in 31 bits and touchpoints of an order in
        -- 20.
        max(units * 1048576 + touch_index) over (
            partition by order_no, model_no order by touch_index
            rows between unbounded preceding and unbounded following
        ) as primary_order
    from model_units
)

select
    cumulated.order_no,
    cumulated.model_no,
    cumulated.session_id,
    cumulated.session_date,
    sessions.session_token,
    sessions.evidence,
    cumulated.profile_no,
    cumulated.touch_index,
    cumulated.touch_count,
    share_of(100000000, units_so_far, total_units)
        - share_of(100000000, units_so_far - units, total_units) as weight_units,
    share_of(orders.value, units_so_far, total_units)
        - share_of(orders.value, units_so_far - units, total_units) as revenue,
    units * 1048576 + touch_index = primary_order as is_primary,
    orders.value,
    orders.created_us,
    orders.local_hour,
    local_date(orders.local_hour) as order_date_local
from cumulated
inner join orders on orders.order_no = cumulated.order_no
inner join sessions on sessions.session_id = cumulated.session_id
order by order_date_local
