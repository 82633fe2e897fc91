-- The units of the data-driven models, cumulated: a touchpoint has the removal effect of its
-- channel (where all are 0 the same as every other), or an equal part of what its channel has,
-- which is the same for every channel of the order. In the order of the conversions; none where no
-- model is learned.
-- Grain: one order and touchpoint. Key: order_place, session_id.
-- Distributed by: visitor_no.
with touched as (
    select
        touchpoints.visitor_no,
        touchpoints.order_place,
        touchpoints.session_id,
        touchpoints.touch_index,
        channels.channel_no,
        coalesce(effects.units, 0) as effect_units
    from position_units as touchpoints
    cross join run
    inner join dimension_channels as channels
        on channels.dimension_no = touchpoints.dimension_no
    left join channel_effects as effects on effects.channel_no = channels.channel_no
    where run.is_learning
        and touchpoints.touch_index > 0
        and (touchpoints.is_of_run or touchpoints.is_of_training)
),

of_channels as (
    select
        *,
        count(*) over (partition by visitor_no, order_place, channel_no) as channel_touches,
        row_number() over (
            partition by visitor_no, order_place, channel_no order by touch_index
        ) as channel_touch
    from touched
),

of_orders as (
    select
        *,
        sum(case when channel_touch = 1 then 1 else 0 end) over whole as channels,
        sum(effect_units) over whole as effects
    from of_channels
    window whole as (partition by visitor_no, order_place)
),

measured as (
    select
        *,
        case when effects = 0 then 1 else effect_units end::bigint as markov_units,
        -- 10^9 over the channels of the order and the touchpoints of the channel, rounded.
        quotient(
            (2000000000 + channels * channel_touches)::bigint,
            (2 * channels * channel_touches)::bigint
        ) as shapley_units
    from of_orders
)

select
    visitor_no,
    order_place,
    session_id,
    markov_units,
    (sum(markov_units) over so_far)::bigint as markov_so_far,
    (sum(markov_units) over whole)::bigint as markov_total,
    -- The most units, ties to the later.
    markov_units * 4294967296 + touch_index
    = max(markov_units * 4294967296 + touch_index) over whole as is_markov_primary,
    shapley_units,
    (sum(shapley_units) over so_far)::bigint as shapley_so_far,
    (sum(shapley_units) over whole)::bigint as shapley_total,
    shapley_units * 4294967296 + touch_index
    = max(shapley_units * 4294967296 + touch_index) over whole as is_shapley_primary
from measured
window
    so_far as (
        partition by visitor_no, order_place order by touch_index rows unbounded preceding
    ),
    whole as (partition by visitor_no, order_place)
order by order_place
