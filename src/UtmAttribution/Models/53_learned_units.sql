-- The units of the data-driven models, cumulated: a touchpoint has the removal effect of its
-- channel (where all are 0 the same as every other), or an equal part of what its channel has,
-- which is the same for every channel of the order. In the order of the conversions.
-- Grain: one order, model and touchpoint. Key: order_place, model_no, session_id.
-- Distributed by: visitor_no.
with touched as (
    select
        touchpoints.*,
        touchpoints.order_date_local between run.from_date - 1 and run.to_date + 1 as is_of_run,
        touchpoints.order_date_local between run.train_from and run.train_to as is_of_training,
        channels.channel_no,
        coalesce(effects.units, 0) as effect_units
    from touchpoints
    cross join run
    inner join dimension_channels as channels
        on channels.dimension_no = touchpoints.dimension_no
    left join channel_effects as effects on effects.channel_no = channels.channel_no
    where run.is_learning
        and touchpoints.touch_index > 0
),

of_channels as (
    select
        *,
        count(*) over (partition by visitor_no, order_place, channel_no) as channel_touches,
        row_number() over (
            partition by visitor_no, order_place, channel_no order by touch_index
        ) as channel_touch
    from touched
    where is_of_run or is_of_training
),

of_orders as (
    select
        *,
        sum(case when channel_touch = 1 then 1 else 0 end) over whole as channels,
        sum(effect_units) over whole as effects
    from of_channels
    window whole as (partition by visitor_no, order_place)
),

-- 10^9 over the channels of the order and the touchpoints of the channel, rounded.
measured as (
    select
        of_orders.*,
        models.model_no,
        case
            when models.attribution_model = 'shapley'
                then quotient(
                    (2000000000 + channels * channel_touches)::bigint,
                    (2 * channels * channel_touches)::bigint
                )
            when effects = 0 then 1
            else effect_units
        end::bigint as units
    from of_orders
    cross join attribution_models as models
    where models.attribution_model in ('markov', 'shapley')
)

select
    visitor_no,
    order_place,
    model_no,
    session_id,
    session_date,
    session_token,
    evidence,
    dimension_no,
    has_signal,
    touch_index,
    touch_count,
    units,
    (sum(units) over so_far)::bigint as units_so_far,
    (sum(units) over whole)::bigint as total_units,
    -- The most units, ties to the later.
    units * 4294967296 + touch_index
    = max(units * 4294967296 + touch_index) over whole as is_primary,
    value,
    row_hour,
    order_date_local,
    is_of_run,
    is_of_training
from measured
window
    so_far as (
        partition by visitor_no, order_place, model_no order by touch_index
        rows unbounded preceding
    ),
    whole as (partition by visitor_no, order_place, model_no)
order by order_place
