-- Observed sessions in the lookback windows of conversions: those that start in (order - lookback,
-- order].
-- Grain: one order and one session. Key: order_no, session_id.
select
    orders.order_no,
    orders.created_us,
    sessions.session_id,
    sessions.start_us,
    sessions.profile_no,
    sessions.has_signal,
    sessions.is_direct
from orders
cross join run
inner join session_profiles as sessions
    on sessions.visitor_no = orders.visitor_no
    and sessions.start_us > orders.created_us - run.lookback_us
    and sessions.start_us <= orders.created_us
where orders.is_conversion
