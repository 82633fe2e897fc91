-- Touchpoints with what is published of their sessions, in the order in which the mapping is
-- published; with the hour of the order in the row's own zone: the ad account's, else the reporting
-- zone. Orders outside the run's dates have no place.
-- Grain: one order and one session. Key: order_no, session_id.
select
    touchpoints.order_no,
    mapped_orders.order_place,
    touchpoints.session_id,
    sessions.session_token,
    sessions.session_date,
    sessions.session_place,
    sessions.evidence,
    profiles.dimension_no,
    profiles.has_signal,
    touchpoints.session_index,
    touchpoints.session_count,
    touchpoints.touch_index,
    touchpoints.touch_count,
    touchpoints.is_last_non_direct,
    touchpoints.decay_units,
    touchpoints.decay_so_far,
    touchpoints.decay_total,
    orders.value,
    coalesce(
        floor_quotient(orders.created_us + zone_offsets.offset_us, 3600000000)::integer,
        orders.local_hour
    ) as row_hour,
    local_date(orders.local_hour) as order_date_local
from touchpoints
inner join orders on orders.order_no = touchpoints.order_no
inner join sessions on sessions.session_id = touchpoints.session_id
inner join profiles on profiles.profile_no = touchpoints.profile_no
left join mapped_orders on mapped_orders.order_no = touchpoints.order_no
left join zone_offsets
    on zone_offsets.zone_no = profiles.zone_no
    and orders.created_us >= zone_offsets.from_us
    and orders.created_us < zone_offsets.until_us
