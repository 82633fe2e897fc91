-- Mapping rows by the hour in which the order was placed, in the row's own zone: the ad account's,
-- else the reporting zone.
-- Grain: one order, model and session. Key: order_no, model_no, session_id.
select
    order_mapping.order_no,
    order_mapping.model_no,
    order_mapping.weight_units,
    order_mapping.revenue,
    order_mapping.is_primary,
    order_mapping.value,
    profiles.dimension_no,
    profiles.has_signal,
    coalesce(
        floor_quotient(order_mapping.created_us + zone_offsets.offset_us, 3600000000)::integer,
        order_mapping.local_hour
    ) as row_hour
from order_mapping
inner join profiles on profiles.profile_no = order_mapping.profile_no
left join zone_offsets
    on zone_offsets.zone_no = profiles.zone_no
    and order_mapping.created_us >= zone_offsets.from_us
    and order_mapping.created_us < zone_offsets.until_us
