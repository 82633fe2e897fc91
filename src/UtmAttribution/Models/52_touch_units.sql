-- Touchpoints with the units of the models that weigh them differently, cumulated, and with what is
-- published of their sessions, in the order in which the mapping is published; with the hour of the
-- order in the row's own zone: the ad account's, else the reporting zone.
-- Grain: one order and one session. Key: order_no, session_id.
with unit_rows as (
    select
        touchpoints.*,
        case
            when touch_index = 0 then 0
            when touch_count = 1 then 1
            when touch_count = 2 and touch_index = 1 then 2 * run.first_share + run.middle_share
            when touch_count = 2 then 2 * run.last_share + run.middle_share
            when touch_index = 1 then run.first_share * (touch_count - 2)
            when touch_index = touch_count then run.last_share * (touch_count - 2)
            else run.middle_share
        end as position_units
    from touchpoints
    cross join run
),

cumulated as (
    select
        *,
        sum(decay_units) over so_far as decay_so_far,
        sum(decay_units) over whole as decay_total,
        sum(position_units) over so_far as position_so_far,
        sum(position_units) over whole as position_total,
        -- The most units, ties to the later: touchpoints of an order fit in 20 bits.
        max(position_units::bigint * 1048576 + touch_index) over whole as position_primary
    from unit_rows
    window
        so_far as (partition by order_no order by session_index rows unbounded preceding),
        whole as (
            partition by order_no order by session_index
            rows between unbounded preceding and unbounded following
        )
)

select
    cumulated.order_no,
    cumulated.session_id,
    sessions.session_token,
    sessions.session_date,
    sessions.evidence,
    profiles.dimension_no,
    profiles.has_signal,
    cumulated.session_index,
    cumulated.session_count,
    cumulated.touch_index,
    cumulated.touch_count,
    cumulated.is_last_non_direct,
    cumulated.decay_units,
    cumulated.decay_so_far::bigint as decay_so_far,
    cumulated.decay_total::bigint as decay_total,
    cumulated.position_units,
    cumulated.position_so_far::integer as position_so_far,
    cumulated.position_total::integer as position_total,
    position_units::bigint * 1048576 + touch_index = position_primary as is_position_primary,
    orders.value,
    coalesce(
        floor_quotient(orders.created_us + zone_offsets.offset_us, 3600000000)::integer,
        orders.local_hour
    ) as row_hour,
    local_date(orders.local_hour) as order_date_local
from cumulated
inner join orders on orders.order_no = cumulated.order_no
inner join sessions on sessions.session_id = cumulated.session_id
inner join profiles on profiles.profile_no = cumulated.profile_no
left join zone_offsets
    on zone_offsets.zone_no = profiles.zone_no
    and orders.created_us >= zone_offsets.from_us
    and orders.created_us < zone_offsets.until_us
order by order_date_local
