-- Touchpoints with the units of the model of fixed shares: of each, of it and those before, and of
-- all, in closed forms; and of which dates the order is.
-- A view: it only adds to the touchpoints what can be told of one alone.
-- Grain: one order and one session. Key: order_place, session_id.
-- Distributed by: visitor_no.
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
    end as position_units,
    case
        when touch_count = 1 then 1
        when touch_count = 2 and touch_index = 1 then 2 * run.first_share + run.middle_share
        when touch_count = 2 then 200
        when touch_index = touch_count then 100 * (touch_count - 2)
        else run.first_share * (touch_count - 2) + run.middle_share * (touch_index - 1)
    end as position_so_far,
    case touch_count
        when 1 then 1
        when 2 then 200
        else 100 * (touch_count - 2)
    end as position_total,
    -- The touchpoint with the most units, ties to the later.
    case
        when run.last_share >= run.first_share
            and (touch_count = 2 or run.last_share * (touch_count - 2) >= run.middle_share)
            then touch_count
        when touch_count > 2 and run.middle_share >= run.first_share * (touch_count - 2)
            then touch_count - 1
        else 1
    end as position_primary,
    -- A row's own zone may put an order on the date before or after.
    touchpoints.order_date_local between run.from_date - 1 and run.to_date + 1 as is_of_run,
    touchpoints.order_date_local between run.train_from and run.train_to as is_of_training
from touchpoints
cross join run
