-- The shares of the orders of the run's dates, and of those of the date before and after, which
-- rows in another zone may put into them.
-- A view: its many rows are cheaper to make again than to keep.
-- Grain: one order, model and session. Key: order_place, model_no, session_id.
-- Distributed by: visitor_no.
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
    weight_units,
    revenue,
    is_primary,
    value,
    row_hour,
    order_date_local,
    units,
    total_units
from order_shares
where is_of_run
