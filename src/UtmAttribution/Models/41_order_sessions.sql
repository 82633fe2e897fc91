-- Observed sessions in the lookback windows of conversions: those that start in (order - lookback,
-- order]; with what is published of both, and the hour of the order in the row's own zone: the ad
-- account's, else the reporting zone.
-- Grain: one order and one session. Key: order_place, session_id.
-- Distributed by: visitor_no.
select
    conversions.visitor_no,
    conversions.order_place,
    conversions.created_us,
    conversions.value,
    conversions.order_date_local,
    sessions.session_id,
    sessions.session_token,
    sessions.start_us,
    local_date(sessions.local_hour) as session_date,
    sessions.evidence,
    sessions.dimension_no,
    sessions.has_signal,
    sessions.is_direct,
    coalesce(
        floor_quotient(conversions.created_us + zone_offsets.offset_us, 3600000000)::integer,
        conversions.local_hour
    ) as row_hour
from conversions
cross join run
inner join session_profiles as sessions
    on sessions.visitor_no = conversions.visitor_no
    and sessions.start_us > conversions.created_us - run.lookback_us
    and sessions.start_us <= conversions.created_us
left join zone_offsets
    on zone_offsets.zone_no = sessions.zone_no
    and conversions.created_us >= zone_offsets.from_us
    and conversions.created_us < zone_offsets.until_us
